using MerchantStudio.Core.Analytics.Segments;

namespace MerchantStudio.Core.Analytics.Customers;

public enum CustomerSort
{
    Revenue,
    Orders,
    AverageOrder,
    FirstOrder,
    LastOrder,
    Key,
    Chance,
    Value,
}

/// <summary>Which customers to list. Anonymous visitors are never listed.</summary>
public sealed record CustomerListRequest(int ShopId)
{
    /// <summary>Part of the key, in any case; null for everybody.</summary>
    public string? Search { get; init; }

    /// <summary>As the files write it; null for all.</summary>
    public string? Country { get; init; }

    /// <summary>Fewest sales orders.</summary>
    public int? MinOrders { get; init; }

    /// <summary>Most sales orders.</summary>
    public int? MaxOrders { get; init; }

    /// <summary>Days since the last sale or return, counted from the shop's last day with data; at least.</summary>
    public int? SilentForDays { get; init; }

    /// <summary>Days since the last sale or return; at most.</summary>
    public int? ActiveWithinDays { get; init; }

    /// <summary>Further conditions, such as those of an own segment; null for none.</summary>
    public SegmentRule? Rule { get; init; }

    public CustomerSort Sort { get; init; } = CustomerSort.Revenue;
    public bool Ascending { get; init; }

    /// <summary>Rows to pass over.</summary>
    public int Skip { get; init; }

    public int Take { get; init; } = 50;
}

public sealed record CustomerLine
{
    public required string Key { get; init; }
    public string? Country { get; init; }
    public required int SalesOrders { get; init; }
    public required int ReturnOrders { get; init; }

    /// <summary>Minor units, returns taken off.</summary>
    public required long RevenueMinor { get; init; }

    /// <summary>Minor units per sales order; null without any.</summary>
    public long? AverageOrderMinor => SalesOrders == 0 ? null : (long)Math.Round((decimal)RevenueMinor / SalesOrders, MidpointRounding.AwayFromZero);

    public DateTime? FirstOrderUtc { get; init; }
    public DateTime? LastOrderUtc { get; init; }

    /// <summary>Which of the eleven groups the customer is in; null where it was not asked for.</summary>
    public SegmentName? Segment { get; init; }

    /// <summary>1 to 5; 0 for who never bought.</summary>
    public int RecencyScore { get; init; }

    public int FrequencyScore { get; init; }
    public int SpendScore { get; init; }

    /// <summary>Whole days since the last purchase; null for who never bought.</summary>
    public int? DaysSinceLast { get; init; }

    /// <summary>Chance to buy nothing within <see cref="CustomerList.ChanceHorizonDays"/>; null for who was not scored.</summary>
    public double? Chance { get; init; }

    /// <summary>Lifetime value in minor units; null for who was not scored.</summary>
    public long? ValueMinor { get; init; }

    /// <summary>Spend expected within <see cref="CustomerList.ValueHorizonDays"/>, in minor units; null for who was not scored.</summary>
    public long? ExpectedMinor { get; init; }
}

public sealed record CustomerList
{
    public required string Currency { get; init; }

    /// <summary>How many match, whatever the page.</summary>
    public required int Total { get; init; }

    /// <summary>Known customers of the shop, whatever the filters.</summary>
    public required int Known { get; init; }

    /// <summary>Of everybody who matches, in minor units, returns taken off.</summary>
    public required long RevenueMinor { get; init; }

    /// <summary>The end of the data, from which days are counted; now where the data reach into the future.</summary>
    public required DateTime AsOfUtc { get; init; }

    /// <summary>Null where the shop was never scored.</summary>
    public int? ChanceHorizonDays { get; init; }

    public int? ValueHorizonDays { get; init; }
    public required IReadOnlyList<CustomerLine> Lines { get; init; }

    /// <summary>Countries that can be filtered by, by name.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Categories of products that can be filtered by, by name.</summary>
    public required IReadOnlyList<string> Categories { get; init; }
}
