using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Overview;

namespace MerchantStudio.Components.Pages.ConversionDashboard;

/// <param name="Value">Already formatted; null when there is too little to say.</param>
/// <param name="Change">Relative to the compared period; null when nothing is compared.</param>
public sealed record ConversionCard(string Label, string? Value, double? Change, string Definition, string? Note = null, SparklineChart? Trend = null);

/// <param name="Change">In points, with its sign; null when nothing is compared.</param>
public sealed record StageRow(string Name, string Visits, string OfPrevious, string OfVisits, string? Before, string? Change);

/// <param name="Key">As the address names it; null for groups that cannot be chosen.</param>
public sealed record GroupRow(string Name, string? Key, string Visits, string Share, string Conversion, string Interval, string RevenuePerVisit, string? Change);

/// <summary>Why the rate changed, in words and in parts that add up.</summary>
public sealed record WhyModel(string Sentence, string Chance, IReadOnlyList<string> Parts, BarChart Chart);

public sealed record ProductRow(string Name, string Key, string Counted, string Share, string Interval);

public sealed record ProductModel(string Title, string Definition, string? Typical, IReadOnlyList<ProductRow> Best, IReadOnlyList<ProductRow> Worst, ChartTable Table);

/// <summary>Everything that the conversion page shows.</summary>
public sealed record ConversionModel
{
    public required ConversionReport Report { get; init; }

    /// <summary>Figures of the orders; only for a shop without visits.</summary>
    public OverviewReport? Sales { get; init; }

    public IReadOnlyList<ConversionCard> Cards { get; init; } = [];
    public IReadOnlyList<StageRow> Stages { get; init; } = [];
    public FunnelChart? Funnel { get; init; }
    public LineChart? Trend { get; init; }
    public WhyModel? Why { get; init; }
    public IReadOnlyList<GroupRow> Groups { get; init; } = [];
    public ChartTable? GroupTable { get; init; }
    public ChartTable? StageTable { get; init; }
    public HeatMapChart? Hours { get; init; }
    public ProductModel? ViewToCart { get; init; }
    public ProductModel? CartToBuy { get; init; }
}
