namespace MerchantStudio.Benchmarks.Comparisons;

/// <summary>Every comparison, one line each.</summary>
public static class ComparisonCatalog
{
    public static IReadOnlyList<IComparison> All { get; } =
    [
        new Events.FunnelEventsComparison(),
        new Events.FunnelChainEventsComparison(),
        new Events.RetentionEventsComparison(),
        new Events.KpisEventsComparison(),
        new Events.PageLoadComparison(),
        new Customers.SegmentCountComparison(),
        new Import.RetailImportComparison(),
        new Import.EventImportComparison(),
        new Import.SmallFilesComparison(),
        new Import.ImportMemoryComparison(),
        new Predictors.BoostingComparison(),
        new Predictors.LifetimeValueComparison(),
        new Recommenders.EaseFitComparison(),
        new Recommenders.TopTenComparison(),
        new Recommenders.TransformerStepComparison(),
    ];
}
