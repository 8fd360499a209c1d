namespace MerchantStudio.Benchmarks.Comparisons;

/// <summary>Every comparison, one line each.</summary>
public static class ComparisonCatalog
{
    public static IReadOnlyList<IComparison> All { get; } =
    [
        new Import.RetailImportComparison(),
        new Predictors.LifetimeValueComparison(),
        new Recommenders.EaseFitComparison(),
        new Recommenders.TopTenComparison(),
        new Recommenders.TransformerStepComparison(),
    ];
}
