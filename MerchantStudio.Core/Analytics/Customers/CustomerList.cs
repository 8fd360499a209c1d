namespace MerchantStudio.Core.Analytics.Customers;

public enum CustomerSort
{
    Revenue,
    Orders,
    AverageOrder,
    FirstOrder,
    LastOrder,
    Key,
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
}

public sealed record CustomerList
{
    public required string Currency { get; init; }

    /// <summary>How many match, whatever the page.</summary>
    public required int Total { get; init; }

    /// <summary>Known customers of the shop, whatever the filters.</summary>
    public required int Known { get; init; }

    public required IReadOnlyList<CustomerLine> Lines { get; init; }

    /// <summary>Countries that can be filtered by, by name.</summary>
    public required IReadOnlyList<string> Countries { get; init; }
}
