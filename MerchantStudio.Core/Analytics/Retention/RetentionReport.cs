using MerchantStudio.Core.Analytics.Calendar;
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
}

/// <summary>One cell: a cohort, so many units after it began.</summary>
/// <param name="After">0 is the unit in which the cohort began.</param>
/// <param name="Count">Members that came back, as the request counts.</param>
/// <param name="Share">Of the cohort, 0 to 1.</param>
/// <param name="RevenueMinor">Of the cohort in exactly that unit, returns taken off.</param>
/// <param name="Orders">Sales orders of the cohort in exactly that unit.</param>
public sealed record RetentionCell(int After, int Count, double Share, long RevenueMinor, int Orders);

/// <param name="Start">First day of the unit.</param>
/// <param name="Cells">From 0 to the last unit with data, none left out.</param>
public sealed record Cohort(DateOnly Start, int Size, IReadOnlyList<RetentionCell> Cells);

/// <param name="Cohorts">Oldest first; units in which nobody began are left out.</param>
public sealed record RetentionReport(CalendarUnit Unit, string Currency, DateOnly LastUnit, IReadOnlyList<Cohort> Cohorts);
