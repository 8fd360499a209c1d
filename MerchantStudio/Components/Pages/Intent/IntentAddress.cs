using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;

namespace MerchantStudio.Components.Pages.Intent;

/// <summary>What the manager has chosen: from which chance on to act, what a false alarm costs and what a saved sale brings.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="CostMinor">Minor units.</param>
/// <param name="ValueMinor">Minor units.</param>
public sealed record IntentChoice(int Percent, long CostMinor, long ValueMinor)
{
    public const int UsualPercent = 50;
    private const long MostMajor = 1_000_000;

    public double Threshold => Percent / 100.0;

    /// <summary>The threshold at which a true chance is just worth acting on: cost / (cost + value).</summary>
    public double BreakEven => CostMinor + ValueMinor == 0 ? 1 : CostMinor / (double)(CostMinor + ValueMinor);

    public static IntentChoice Read(StudioAddress address, string currency) => new(
        Math.Clamp(address.Whole("threshold", UsualPercent), 0, 100), Minor(address["cost"], currency, 1), Minor(address["value"], currency, 10));

    /// <summary>The whole per cent that earned the most on the tested moments; the lowest of equal ones.</summary>
    public int BestPercent(IntentTest test) =>
        Enumerable.Range(0, 101).MaxBy(percent => test.At(percent / 100.0).Net(ValueMinor, CostMinor));

    private static long Minor(string? text, string currency, decimal usual)
    {
        var major = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given) ? Math.Clamp(given, 0, MostMajor) : usual;
        return (long)Math.Round(major * (decimal)Currencies.MinorPerMajor(currency));
    }
}
