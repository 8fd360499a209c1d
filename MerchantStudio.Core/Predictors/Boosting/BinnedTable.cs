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
        RowCount = table.RowCount;
    }

    public int RowCount { get; }
    public FeatureBins[] Bins { get; }
    public FeatureBins[] PairBins { get; }
    public byte[][] Codes { get; }
    public byte[][] PairCodes { get; }
}
