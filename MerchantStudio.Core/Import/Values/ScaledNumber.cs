namespace MerchantStudio.Core.Import.Values;

/// <summary>An exact decimal number: <c>Mantissa / 10^Scale</c>, with at most 18 digits.</summary>
internal readonly record struct ScaledNumber(long Mantissa, int Scale)
{
    private static readonly long[] s_powers = [.. Enumerable.Range(0, 19).Select(power => (long)Math.Pow(10, power))];

    public double ToDouble() => (double)Mantissa / s_powers[Scale];

    /// <summary>The amount in minor units of a currency, half rounded away from zero; null when it does not fit.</summary>
    public long? ToMinor(int minorDigits) => Round(Mantissa, Scale - minorDigits);

    /// <summary>Price times quantity in minor units, rounded once at the end.</summary>
    public static long? LineTotal(ScaledNumber price, ScaledNumber quantity, int minorDigits) =>
        Round((Int128)price.Mantissa * quantity.Mantissa, price.Scale + quantity.Scale - minorDigits);

    private static long? Round(Int128 value, int drop)
    {
        var rounded = value;
        if (drop > 0)
        {
            var unit = Power(drop);
            var half = unit / 2;
            rounded = (value >= 0 ? value + half : value - half) / unit;
        }
        else if (drop < 0)
        {
            rounded = value * Power(-drop);
        }

        return rounded >= long.MinValue && rounded <= long.MaxValue ? (long)rounded : null;
    }

    private static Int128 Power(int exponent) =>
        exponent <= 18 ? s_powers[exponent] : (Int128)s_powers[18] * s_powers[exponent - 18];
}
