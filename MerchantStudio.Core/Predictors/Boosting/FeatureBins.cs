namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>
/// Borders of a feature's bins. Bin 0 holds missing values, bin b ≥ 1 the values v with Cuts[b-2] ≤ v &lt; Cuts[b-1],
/// where a border outside the array is infinite.
/// </summary>
public sealed record FeatureBins(string Name, Monotone Direction, double[] Cuts)
{
    /// <summary>Bins with the one for missing values.</summary>
    public int Count => Cuts.Length + 2;

    /// <summary>Borders at quantiles of the values, each between two values that occur.</summary>
    public static FeatureBins FromQuantiles(FeatureColumn column, int maxBins)
    {
        var sorted = Array.FindAll(column.Values, value => !double.IsNaN(value));
        Array.Sort(sorted);
        var cuts = new List<double>();
        for (var bin = 1; bin < maxBins && sorted.Length > 0; bin++)
        {
            var at = (int)((long)bin * sorted.Length / maxBins);
            if (FirstOfRun(sorted, at) is var first and > 0)
            {
                var cut = sorted[first - 1] + ((sorted[first] - sorted[first - 1]) / 2);
                if (cuts.Count == 0 || cut > cuts[^1])
                {
                    cuts.Add(cut);
                }
            }
        }

        return new FeatureBins(column.Name, column.Direction, [.. cuts]);
    }

    /// <summary>The bin of a value, at most 255.</summary>
    public byte BinOf(double value)
    {
        if (double.IsNaN(value))
        {
            return 0;
        }

        var index = Array.BinarySearch(Cuts, value);
        return (byte)(1 + (index >= 0 ? index + 1 : ~index));
    }

    public byte[] BinAll(double[] values)
    {
        var codes = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            codes[i] = BinOf(values[i]);
        }

        return codes;
    }

    // A run of equal values stays in one bin: the border lies before the run that the quantile falls into.
    private static int FirstOfRun(double[] sorted, int at)
    {
        var first = Array.BinarySearch(sorted, sorted[at]);
        while (first > 0 && sorted[first - 1] == sorted[at])
        {
            first--;
        }

        return first;
    }
}
