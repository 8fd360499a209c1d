using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Components.Pages.Funnel;

public sealed record FunnelCard(string Label, string? Value, string Definition, string? Note = null, double? Change = null);

/// <param name="LostAfter">Step before this one, as the address names it, when somebody was lost in between.</param>
/// <param name="CountBefore">Of the period before; null when nothing is compared.</param>
public sealed record FunnelRow(
    string Name, string Count, string OfFirst, string OfPrevious, string Median, string Percentile90, string Lost, string? LostAfter, string? CountBefore, string? OfPreviousBefore);

public sealed record FunnelGroupRow(string Name, IReadOnlyList<string> Counts, string Completion, string Interval);

public sealed record LostPeople(string Step, IReadOnlyList<string> Keys);

/// <summary>Everything that the funnel page shows.</summary>
public sealed record FunnelModel
{
    /// <summary>Why the request has no meaning; null when it has one.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the shop has orders and no events before them.</summary>
    public bool OnlyOrders { get; init; }

    /// <summary>Events of steps that this shop has none of; null when it has all.</summary>
    public string? NeverHappens { get; init; }

    public IReadOnlyList<SavedFunnel> Saved { get; init; } = [];
    public EventVocabulary Vocabulary { get; init; } = new([], new Dictionary<string, IReadOnlyList<string>>());
    public IReadOnlyList<FunnelCard> Cards { get; init; } = [];
    public required FunnelChart Steps { get; init; }
    public IReadOnlyList<FunnelRow> Rows { get; init; } = [];
    public bool HasPrevious { get; init; }

    /// <summary>Whether the completion changed by more than chance; null when nothing is compared.</summary>
    public string? ComparisonNote { get; init; }

    public ChartTable? Table { get; init; }
    public BarChart? Groups { get; init; }
    public IReadOnlyList<FunnelGroupRow> GroupRows { get; init; } = [];
    public string? GroupsNote { get; init; }
    public LineChart? Trend { get; init; }
    public LostPeople? Lost { get; init; }

    public static FunnelModel Refused(string problem) => new()
    {
        Problem = problem,
        Steps = new FunnelChart { Title = "", Labels = ChartLabels.Names("", []), Y = new ValueAxis("", ChartFormat.Whole), Series = [] },
    };
}
