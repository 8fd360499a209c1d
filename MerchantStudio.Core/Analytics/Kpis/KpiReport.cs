using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Kpis;

/// <param name="Unit">What the figures are given by.</param>
/// <param name="Range">Days; null for all.</param>
public sealed record KpiRequest(int ShopId, CalendarUnit Unit = CalendarUnit.Day, DayRange? Range = null);

/// <summary>What happened in one calendar unit. A session or visitor counts in every unit that it has an event in.</summary>
public sealed record KpiPoint
{
    public required DateOnly Start { get; init; }
    public required int Events { get; init; }

    /// <summary>Different customers and anonymous visitors.</summary>
    public required int Visitors { get; init; }

    public required int Sessions { get; init; }

    /// <summary><c>view_item</c> events.</summary>
    public required int Views { get; init; }

    /// <summary><c>add_to_cart</c> events.</summary>
    public required int Carts { get; init; }

    /// <summary><c>begin_checkout</c> events.</summary>
    public required int Checkouts { get; init; }

    /// <summary>Lines bought.</summary>
    public required int PurchaseLines { get; init; }

    /// <summary>Sessions with at least one line bought.</summary>
    public required int BuyingSessions { get; init; }

    /// <summary>Minor units: lines bought, returns taken off.</summary>
    public required long RevenueMinor { get; init; }

    /// <summary>Share of sessions that bought, 0 to 1; null without sessions.</summary>
    public double? ConversionRate => Sessions == 0 ? null : BuyingSessions / (double)Sessions;

    /// <summary>Minor units per session; null without sessions.</summary>
    public double? RevenuePerSessionMinor => Sessions == 0 ? null : RevenueMinor / (double)Sessions;
}

/// <param name="Points">Every unit from the first day to the last.</param>
public sealed record KpiReport(CalendarUnit Unit, string Currency, IReadOnlyList<KpiPoint> Points);
