using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Retention;

public enum CohortStart
{
    /// <summary>The first event or order of any kind.</summary>
    FirstVisit,
    FirstPurchase,
}

public enum RetentionReturn
{
    /// <summary>Any event or order.</summary>
    Anything,
    Purchase,
}

public enum RetentionCounting
{
    /// <summary>Came back in exactly that unit.</summary>
    On,

    /// <summary>Came back in that unit or one between it and the first.</summary>
    OnOrBefore,

    /// <summary>Came back in that unit or a later one.</summary>
    Rolling,
}

public sealed record RetentionRequest(int ShopId)
{
    public CalendarUnit Unit { get; init; } = CalendarUnit.Week;
    public CohortStart Start { get; init; } = CohortStart.FirstVisit;
    public RetentionReturn Return { get; init; } = RetentionReturn.Anything;
    public RetentionCounting Counting { get; init; } = RetentionCounting.On;

    /// <summary>Days on which a cohort's first day may lie; null for all.</summary>
    public DayRange? Range { get; init; }

    /// <summary>What cohorts are compared by: the first value that a member's events or orders name; null for nothing.</summary>
    public FunnelAttribute? By { get; init; }

    /// <summary>Most groups that are compared; the smaller ones are left out.</summary>
    public int Top { get; init; } = 6;
}

/// <summary>One cell: a cohort, so many units after it began.</summary>
/// <param name="After">0 is the unit in which the cohort began.</param>
/// <param name="Count">Members that came back, as the request counts.</param>
/// <param name="Share">Of the cohort, 0 to 1.</param>
/// <param name="RevenueMinor">Of the cohort in exactly that unit, returns taken off.</param>
/// <param name="Orders">Sales orders of the cohort in exactly that unit.</param>
public sealed record RetentionCell(int After, int Count, double Share, long RevenueMinor, int Orders)
{
    /// <summary>Minor units per order, half away from zero; null without orders.</summary>
    public long? AverageOrderMinor => Orders == 0 ? null : (long)Math.Round((decimal)RevenueMinor / Orders, MidpointRounding.AwayFromZero);
}

/// <param name="Start">First day of the unit.</param>
/// <param name="Cells">From 0 to the last unit with data, none left out.</param>
public sealed record Cohort(DateOnly Start, int Size, IReadOnlyList<RetentionCell> Cells);

/// <summary>All cohorts together, so many units after they began.</summary>
/// <param name="Of">Members of the cohorts that are old enough to have reached the unit.</param>
public sealed record RetentionPoint(int After, int Count, int Of)
{
    /// <summary>0 to 1; null when no cohort is old enough.</summary>
    public double? Share => Of == 0 ? null : Count / (double)Of;
}

/// <param name="Name">Null for members whose first event does not name the attribute.</param>
public sealed record RetentionGroup(string? Name, int Size, IReadOnlyList<RetentionPoint> Curve);

/// <param name="Unit">As asked for, or a longer one where the data span too many of those.</param>
/// <param name="Cohorts">Oldest first; units in which nobody began are left out.</param>
public sealed record RetentionReport(CalendarUnit Unit, string Currency, DateOnly LastUnit, IReadOnlyList<Cohort> Cohorts)
{
    /// <summary>Largest first; empty when nothing is compared.</summary>
    public IReadOnlyList<RetentionGroup> Groups { get; init; } = [];

    /// <summary>All of these cohorts together.</summary>
    public IReadOnlyList<RetentionPoint> Curve => CurveOf(Cohorts);

    internal static IReadOnlyList<RetentionPoint> CurveOf(IReadOnlyList<Cohort> cohorts) =>
    [
        .. Enumerable.Range(0, cohorts.Count == 0 ? 0 : cohorts.Max(cohort => cohort.Cells.Count)).Select(after =>
            cohorts.Where(cohort => after < cohort.Cells.Count).Aggregate(new RetentionPoint(after, 0, 0),
                (sum, cohort) => new RetentionPoint(after, sum.Count + cohort.Cells[after].Count, sum.Of + cohort.Size))),
    ];
}
