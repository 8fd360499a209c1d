using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Overview;

/// <param name="ShopId">The shop.</param>
/// <param name="Range">Days of the shop's calendar; null for all that it has.</param>
/// <param name="Unit">What the trend is cut into; null picks one that reads well.</param>
/// <param name="Compare">Whether the period before, of the same length, is reported too.</param>
public sealed record OverviewRequest(int ShopId, DayRange? Range = null, CalendarUnit? Unit = null, bool Compare = true)
{
    /// <summary>How many products and countries are listed.</summary>
    public int Top { get; init; } = 10;
}

/// <summary>
/// What was sold in a stretch of time. Revenue is the sum of all lines, those without a customer and those that are not
/// products (postage, fees) included; returns count negative.
/// </summary>
public sealed record OverviewFigures
{
    /// <summary>Minor units: sales and returns together.</summary>
    public required long RevenueMinor { get; init; }

    /// <summary>Minor units of lines that sell.</summary>
    public required long SalesMinor { get; init; }

    /// <summary>Minor units of lines that take back; not above zero.</summary>
    public required long ReturnsMinor { get; init; }

    /// <summary>Order documents: sales and returns together.</summary>
    public int Orders => SalesOrders + ReturnOrders;

    public required int SalesOrders { get; init; }

    /// <summary>Documents in which every line takes back: cancellations.</summary>
    public required int ReturnOrders { get; init; }

    /// <summary>Minor units of the documents that <see cref="SalesOrders"/> counts.</summary>
    public required long SalesOrdersMinor { get; init; }

    /// <summary>Minor units per sales order, half away from zero; null when there is none.</summary>
    public long? AverageOrderMinor =>
        SalesOrders == 0 ? null : (long)Math.Round((decimal)SalesOrdersMinor / SalesOrders, MidpointRounding.AwayFromZero);

    /// <summary>Known customers with at least one line, sale or return.</summary>
    public required int Customers { get; init; }

    /// <summary>Customers who placed an order in this stretch that was not their first.</summary>
    public required int ReturningCustomers { get; init; }

    /// <summary>Customers whose first order lies in this stretch.</summary>
    public required int NewCustomers { get; init; }
}

/// <param name="Start">First day of the unit.</param>
public sealed record OverviewPoint(DateOnly Start, OverviewFigures Figures);

/// <param name="Units">Units sold less units returned.</param>
public sealed record ProductFigures(string Key, string? Title, long RevenueMinor, double Units);

/// <param name="Country">As the files write it; null for orders that name none.</param>
public sealed record CountryFigures(string? Country, long RevenueMinor, int Orders);

public sealed record OverviewReport
{
    public required string Currency { get; init; }
    public required string TimeZone { get; init; }
    public required DayRange Range { get; init; }
    public required CalendarUnit Unit { get; init; }
    public required OverviewFigures Totals { get; init; }
    public required IReadOnlyList<OverviewPoint> Trend { get; init; }

    /// <summary>The period that it is compared with; null when none was asked for.</summary>
    public DayRange? PreviousRange { get; init; }
    public OverviewFigures? PreviousTotals { get; init; }
    public IReadOnlyList<OverviewPoint>? PreviousTrend { get; init; }

    /// <summary>By revenue, best first. What is not a product (postage) is left out.</summary>
    public required IReadOnlyList<ProductFigures> TopProducts { get; init; }

    /// <summary>By revenue, best first.</summary>
    public required IReadOnlyList<CountryFigures> Countries { get; init; }
}
