using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Paths;

/// <param name="ShopId">The shop.</param>
/// <param name="Step">The event that paths are followed from; GA4 name or the shop's own.</param>
public sealed record PathRequest(int ShopId, string Step)
{
    public const int MostDepth = 6;

    /// <summary>How many events before and after the step are followed, 1 to <see cref="MostDepth"/>.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Days on which a visit must have begun; null for all.</summary>
    public DayRange? Range { get; init; }

    /// <summary>Which events count as the step.</summary>
    public EventFilter? Filter { get; init; }

    /// <summary>Most different events shown at each distance; the rest are put together.</summary>
    public int Top { get; init; } = 6;
}

/// <summary>What can stand at a place of a path instead of an event. A shop's own event of such a name is shown with an apostrophe before it.</summary>
public static class PathEnds
{
    /// <summary>The visit began here.</summary>
    public const string Start = "(start)";

    /// <summary>The visit ended here.</summary>
    public const string End = "(end)";

    /// <summary>All events that are not among the most frequent at this distance.</summary>
    public const string Rest = "(rest)";

    public static bool Is(string name) => name is Start or End or Rest;
}

/// <param name="Distance">Events from the step: below 0 before it, 0 the step itself, above 0 after it.</param>
/// <param name="Event">GA4 name, the shop's own, or one of <see cref="PathEnds"/>.</param>
/// <param name="Visits">Visits that pass here.</param>
public sealed record PathNode(int Distance, string Event, int Visits);

/// <param name="Distance">Distance of <paramref name="From"/>; <paramref name="To"/> is one further on.</param>
public sealed record PathLink(int Distance, string From, string To, int Visits);

/// <param name="Event">The last event of visits.</param>
/// <param name="Visits">Visits that did it at all.</param>
/// <param name="Left">Visits of which it was the last event.</param>
public sealed record PathExit(string Event, int Visits, int Left)
{
    /// <summary>Share of the visits with this event that end with it, 0 to 1.</summary>
    public double Share => Left / (double)Visits;
}

public sealed record PathReport
{
    public required string Step { get; init; }

    /// <summary>Visits that did the step.</summary>
    public required int Visits { get; init; }

    /// <summary>Visits of the period.</summary>
    public required int AllVisits { get; init; }

    /// <summary>By distance, then most visits first.</summary>
    public required IReadOnlyList<PathNode> Nodes { get; init; }

    /// <summary>By distance, then most visits first.</summary>
    public required IReadOnlyList<PathLink> Links { get; init; }

    /// <summary>Visits that bought nothing: with which event they ended, most frequent first.</summary>
    public required IReadOnlyList<PathExit> Exits { get; init; }

    /// <summary>Visits of the period that bought nothing.</summary>
    public required int VisitsWithoutPurchase { get; init; }

    /// <summary>Events that happen in visits of the shop, most frequent first: what <see cref="Step"/> can be.</summary>
    public required IReadOnlyList<string> Events { get; init; }
}
