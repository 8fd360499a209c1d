namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>95 % interval of a share (Wilson, Journal of the American Statistical Association 22, 1927).</summary>
public static class Wilson
{
    private const double Z = 1.959963984540054;

    public static Share Share(int count, int of)
    {
        if (of == 0)
        {
            return new Share(count, of, null, null, null);
        }
        var share = count / (double)of;
        var z2 = Z * Z;
        var middle = (share + (z2 / (2 * of))) / (1 + (z2 / of));
        var half = Z / (1 + (z2 / of)) * Math.Sqrt((share * (1 - share) / of) + (z2 / (4.0 * of * of)));
        return new Share(count, of, share, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
