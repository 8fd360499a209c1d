using MerchantStudio.Components.Charts;

namespace MerchantStudio.Components.Pages.Funnel;

public sealed record FunnelCard(string Label, string? Value, string Definition, string? Note = null);

/// <param name="LostAfter">Step before this one, as the address names it, when somebody was lost in between.</param>
public sealed record FunnelRow(string Name, string Count, string OfFirst, string OfPrevious, string Median, string Percentile90, string Lost, string? LostAfter);

public sealed record LostPeople(string Step, IReadOnlyList<string> Keys);

/// <summary>Everything that the funnel page shows.</summary>
public sealed record FunnelModel
{
    /// <summary>Why the request has no meaning; null when it has one.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the shop has orders and no events before them.</summary>
    public bool OnlyOrders { get; init; }

    public IReadOnlyList<FunnelCard> Cards { get; init; } = [];
    public required FunnelChart Steps { get; init; }
    public IReadOnlyList<FunnelRow> Rows { get; init; } = [];
    public BarChart? Groups { get; init; }
    public string? GroupsNote { get; init; }
    public LineChart? Trend { get; init; }
    public LostPeople? Lost { get; init; }

    public static FunnelModel Refused(string problem) => new()
    {
        Problem = problem,
        Steps = new FunnelChart { Title = "", Labels = ChartLabels.Names("", []), Y = new ValueAxis("", ChartFormat.Whole), Series = [] },
    };
}
