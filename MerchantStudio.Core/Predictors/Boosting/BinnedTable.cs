namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>A table's values as bin numbers, fine ones for single features and coarse ones for pairs.</summary>
internal sealed class BinnedTable
{
    public BinnedTable(FeatureTable table, BoostingOptions options)
    {
        Bins = [.. table.Columns.Select(column => FeatureBins.FromQuantiles(column, options.MaxBins))];
        PairBins = [.. table.Columns.Select(column => FeatureBins.FromQuantiles(column, options.MaxPairBins))];
        Codes = [.. Bins.Select((bins, i) => bins.BinAll(table.Columns[i].Values))];
        PairCodes = [.. PairBins.Select((bins, i) => bins.BinAll(table.Columns[i].Values))];
        BinMeans = [.. Bins.Select((bins, i) => MeansOf(table.Columns[i].Values, Codes[i], bins.Count))];
        RowCount = table.RowCount;
    }

    public int RowCount { get; }
    public FeatureBins[] Bins { get; }
    public FeatureBins[] PairBins { get; }
    public byte[][] Codes { get; }
    public byte[][] PairCodes { get; }

    /// <summary>Mean value per feature and bin; 0 for the missing one.</summary>
    public double[][] BinMeans { get; }

    private static double[] MeansOf(double[] values, byte[] codes, int bins)
    {
        var (sums, counts) = (new double[bins], new int[bins]);
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] > 0)
            {
                sums[codes[row]] += values[row];
                counts[codes[row]]++;
            }
        }

        return [.. sums.Select((sum, bin) => counts[bin] > 0 ? sum / counts[bin] : 0)];
    }
}
