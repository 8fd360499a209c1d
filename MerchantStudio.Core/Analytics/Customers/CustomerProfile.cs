using MerchantStudio.Core.Analytics.Segments;

namespace MerchantStudio.Core.Analytics.Customers;

public sealed record CustomerProfile
{
    public required CustomerLine Summary { get; init; }
    public required string Currency { get; init; }
    public string? City { get; init; }
    public string? Tags { get; init; }

    /// <summary>Null when nothing is known of it.</summary>
    public bool? AcceptsMarketing { get; init; }

    public DateTime? CustomerSinceUtc { get; init; }
    public required CustomerSpend Spend { get; init; }
    public required CustomerRhythm Rhythm { get; init; }

    /// <summary>Revenue and orders by calendar month, every month from the first order to the last.</summary>
    public required IReadOnlyList<CustomerMonth> Months { get; init; }

    /// <summary>Recency, frequency and spend among the shop's buyers; null for who never bought.</summary>
    public CustomerRfm? Rfm { get; init; }

    /// <summary>Null without a product that was bought at a price.</summary>
    public PriceTaste? Prices { get; init; }

    /// <summary>Spend by category, quarter by quarter; empty where no item has a category.</summary>
    public IReadOnlyList<CategoryInterest> Interests { get; init; } = [];

    /// <summary>By spend, most first; where no item has a category this is empty.</summary>
    public required IReadOnlyList<FavouriteCategory> Categories { get; init; }

    /// <summary>By number of orders, then spend.</summary>
    public required IReadOnlyList<FavouriteProduct> Products { get; init; }

    /// <summary>Latest first.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>Entries that the timeline leaves out.</summary>
    public required int OlderEntries { get; init; }
}

public sealed record CustomerSpend
{
    /// <summary>Minor units: lines that sell.</summary>
    public required long SalesMinor { get; init; }

    /// <summary>Minor units: lines that take back; not above zero.</summary>
    public required long ReturnsMinor { get; init; }

    /// <summary>Share of the sold amount that came back, 0 to 1; null when nothing was sold.</summary>
    public double? ReturnShare => SalesMinor > 0 ? -ReturnsMinor / (double)SalesMinor : null;

    /// <summary>Units per sales order, products only; null without any.</summary>
    public double? UnitsPerOrder { get; init; }

    /// <summary>Different products per sales order; null without any.</summary>
    public double? ProductsPerOrder { get; init; }
}

/// <summary>When a customer buys, in the shop's time zone. Counts sales orders.</summary>
public sealed record CustomerRhythm
{
    /// <summary>Orders by weekday (Monday first) and hour.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> WeekdayHours { get; init; }

    /// <summary>Days between one order and the next; empty with fewer than two orders.</summary>
    public required IReadOnlyList<double> GapsDays { get; init; }

    public double? MedianGapDays { get; init; }

    /// <summary>Standard deviation of the gaps over their mean: near 0 for a subscriber, about 1 for chance; null with fewer than three gaps.</summary>
    public double? GapVariation { get; init; }

    /// <summary>Days from the last order to the end of the shop's data.</summary>
    public double? DaysSinceLast { get; init; }
}

/// <summary>Scores from 1 to 5 by fifths of the shop's buyers, and the group that they put the customer in.</summary>
public sealed record CustomerRfm
{
    public required int Recency { get; init; }
    public required int Frequency { get; init; }
    public required int Spend { get; init; }
    public required SegmentName Segment { get; init; }

    /// <summary>The group a month before; null where the data do not go back so far.</summary>
    public SegmentName? SegmentBefore { get; init; }
}

/// <summary>At which prices a customer buys, against what the shop's products usually cost.</summary>
public sealed record PriceTaste
{
    /// <summary>Half of the units were bought at or below it, in minor units.</summary>
    public required long MedianUnitMinor { get; init; }

    /// <summary>Share of the shop's order lines that were sold at or below that price, 0 to 1.</summary>
    public required double PriceLevel { get; init; }

    /// <summary>Share of the customer's lines that were bought at least 5 % below the product's usual price, 0 to 1.</summary>
    public required double BelowUsualShare { get; init; }

    /// <summary>The same share over the whole shop.</summary>
    public required double ShopBelowUsualShare { get; init; }

    /// <summary>Lines that both shares could be taken of.</summary>
    public required int Lines { get; init; }
}

/// <summary>Spend on a category in each quarter of the customer's time, in minor units.</summary>
/// <param name="Category">Null for all but the strongest together.</param>
/// <param name="Quarters">First days of the quarters and the spend in them.</param>
public sealed record CategoryInterest(string? Category, IReadOnlyList<(DateOnly Start, long SpendMinor)> Quarters);

public sealed record CustomerMonth(DateOnly Start, int Orders, long RevenueMinor);

/// <param name="Share">Of the customer's spend on products with a category, 0 to 1.</param>
public sealed record FavouriteCategory(string Category, long SpendMinor, int Orders, double Share);

public sealed record FavouriteProduct(string Key, string? Title, int Orders, double Units, long SpendMinor);

public enum TimelineKind
{
    Order,
    Return,
    Session,
}

/// <summary>An order, a return or a visit.</summary>
public sealed record TimelineEntry
{
    public required TimelineKind Kind { get; init; }
    public required DateTime TimeUtc { get; init; }

    /// <summary>The order's key; null for visits and for orders that were made of events.</summary>
    public string? OrderKey { get; init; }

    /// <summary>Minor units; null for visits.</summary>
    public long? AmountMinor { get; init; }

    public required IReadOnlyList<TimelineLine> Lines { get; init; }
}

/// <param name="Event">GA4 name of what was done.</param>
/// <param name="Count">How often, for events of a visit that are alike.</param>
public sealed record TimelineLine(string Event, string? ProductKey, string? ProductTitle, double Quantity, long AmountMinor, int Count = 1);

public sealed record CustomerProfileRequest(int ShopId, string CustomerKey)
{
    /// <summary>Orders and visits that the timeline shows.</summary>
    public int TimelineEntries { get; init; } = 50;
}
