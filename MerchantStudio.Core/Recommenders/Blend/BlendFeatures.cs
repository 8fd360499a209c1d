namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>
/// Brings the parts' scores to one scale. Each part gives two features an item: how many deviations it stands above the
/// customer's mean score, and the logarithm of one more than that, which tames scores of which few are large and most are zero.
/// </summary>
internal static class BlendFeatures
{
    public const int PerPart = 2;

    /// <summary>For the record of a run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["linear", "logarithmic"];

    /// <summary>Mean and deviation of one customer's scores; a part that says the same of all items gets deviation 0.</summary>
    public static (double Mean, double Deviation) Scale(ReadOnlySpan<float> scores)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var score in scores)
        {
            sum += score;
            squares += (double)score * score;
        }

        var mean = sum / scores.Length;
        return (mean, Math.Sqrt(Math.Max(0, (squares / scores.Length) - (mean * mean))));
    }

    public static (double Linear, double Logarithmic) Of(float score, (double Mean, double Deviation) scale)
    {
        var linear = scale.Deviation > 0 ? (score - scale.Mean) / scale.Deviation : 0;
        return (linear, Math.Log(1 + Math.Max(0, linear)));
    }
}
