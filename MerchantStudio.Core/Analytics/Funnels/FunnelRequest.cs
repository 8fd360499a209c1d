using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Funnels;

public enum FunnelOrder
{
    /// <summary>One step after the other, at strictly later times; anything may happen in between.</summary>
    Ordered,

    /// <summary>One step right after the other: no other event in between.</summary>
    Strict,

    /// <summary>All steps within the window, in whatever order.</summary>
    Any,
}

public enum FunnelEntry
{
    /// <summary>Counts from the first time that the first step was done; each next step is the first one after that.</summary>
    First,

    /// <summary>Counts when some chain of the steps fits the windows, wherever it starts.</summary>
    AnyChain,
}

public enum FunnelUnit
{
    Visitor,

    /// <summary>Every session by itself; what belongs to no session is left out.</summary>
    Session,
}

/// <summary>Which events count. What is null does not restrict.</summary>
public sealed record EventFilter
{
    public string? ProductKey { get; init; }

    /// <summary>Of the event itself, else of its product.</summary>
    public string? Category { get; init; }

    /// <summary>Of the event's product.</summary>
    public string? Brand { get; init; }

    public string? Country { get; init; }
    public string? Source { get; init; }
    public string? Device { get; init; }

    /// <summary>Search words or page address of the event, or whatever the shop's log keeps there.</summary>
    public string? Value { get; init; }

    /// <summary>One of the labels that the shop gave the customer.</summary>
    public string? CustomerTag { get; init; }

    /// <summary>Minor units.</summary>
    public long? MinAmountMinor { get; init; }

    /// <summary>Minor units.</summary>
    public long? MaxAmountMinor { get; init; }

    /// <summary>What attributes of the shop's own must say, by their names.</summary>
    public OwnFilters Own { get; init; } = OwnFilters.None;
}

/// <param name="Event">GA4 name or the shop's own.</param>
public sealed record FunnelStep(string Event)
{
    public EventFilter? Filter { get; init; }

    /// <summary>Longest time since the step before; null for no limit of its own.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>
    /// Holds nobody up: it is only counted who did it between the required steps around it. Needs
    /// <see cref="FunnelOrder.Ordered"/> and <see cref="FunnelEntry.First"/>, and is never the first step.
    /// </summary>
    public bool Optional { get; init; }
}

/// <summary>An event that ends a chain when it happens strictly between two steps of it.</summary>
/// <param name="Event">GA4 name or the shop's own.</param>
/// <param name="AfterStep">0-based step after which it matters.</param>
/// <param name="BeforeStep">0-based step before which it matters.</param>
public sealed record FunnelExclusion(string Event, int AfterStep, int BeforeStep)
{
    public EventFilter? Filter { get; init; }
}

public sealed record FunnelRequest(int ShopId, IReadOnlyList<FunnelStep> Steps)
{
    public const int MostSteps = 12;
    public const int MostExclusions = 8;

    public FunnelOrder Order { get; init; } = FunnelOrder.Ordered;
    public FunnelEntry Entry { get; init; } = FunnelEntry.First;
    public FunnelUnit Unit { get; init; } = FunnelUnit.Visitor;

    /// <summary>Longest time from the first step to the last, inclusive.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(7);

    public IReadOnlyList<FunnelExclusion> Exclusions { get; init; } = [];

    /// <summary>Days on which the first step must lie; null for all. Later steps may lie after it.</summary>
    public DayRange? Range { get; init; }

    /// <summary>What of the first step's event the funnel is broken down by; null for nothing.</summary>
    public FunnelAttribute? By { get; init; }

    /// <summary>What the trend is cut into; null for no trend.</summary>
    public CalendarUnit? Trend { get; init; }

    /// <summary>Most groups that a breakdown lists; the rest is left out.</summary>
    public int Top { get; init; } = 10;
}

