namespace MerchantStudio.Core.Numerics;

/// <summary>95 % interval of a share (Wilson 1927); without trials it is 0 to 1.</summary>
public static class WilsonInterval
{
    private const double Z = 1.959963984540054;

    public static (double Low, double High) Of(int hits, int trials)
    {
        if (trials == 0)
        {
            return (0, 1);
        }

        var (n, share) = ((double)trials, hits / (double)trials);
        var centre = (share + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
