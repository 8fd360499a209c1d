using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Overview;

namespace MerchantStudio.Components.Pages.Overview;

/// <param name="Value">Already formatted; null when there is too little to say.</param>
/// <param name="Change">Relative to the compared period; null when nothing is compared.</param>
public sealed record OverviewCard(string Label, string? Value, double? Change, string Definition, bool? MoreIsBetter, SparklineChart Trend, string? Note = null);

/// <summary>Everything that the overview shows.</summary>
public sealed record OverviewModel(
    OverviewReport Report, IReadOnlyList<OverviewCard> Cards, IReadOnlyDictionary<string, LineChart> Trends, BarChart Products, BarChart Countries);
