using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Snapshots;

/// <summary>What a snapshot is built for.</summary>
public sealed record SnapshotShop(int ShopId, string Currency, string TimeZoneId, int SessionGapMinutes = 30, long DataVersion = 0);

/// <summary>One thing that happened, before the snapshot gives it its place.</summary>
public readonly record struct SnapshotRow
{
    public SnapshotRow()
    {
    }

    public string? CustomerKey { get; init; }
    public string? VisitorKey { get; init; }
    public string? ItemKey { get; init; }
    public InteractionKind Kind { get; init; }

    /// <summary>Unix milliseconds, UTC.</summary>
    public long Time { get; init; }

    public float Quantity { get; init; } = 1;
    public long AmountMinor { get; init; }
    public string? SessionKey { get; init; }
    public string? OrderKey { get; init; }
    public string? Country { get; init; }
    public string? Source { get; init; }
    public string? Device { get; init; }
    public string? Category { get; init; }
    public string? Value { get; init; }

    /// <summary>Further attributes by name, as the shop's own log has them.</summary>
    public IReadOnlyDictionary<string, string>? Own { get; init; }

    /// <summary>
    /// True for rows of an event log. Purchases and refunds of an order that order files hold are then left out, and
    /// only such rows open sessions.
    /// </summary>
    public bool IsEvent { get; init; }
}

public sealed record SnapshotCustomer(string Key)
{
    public string? Country { get; init; }
    public string? City { get; init; }
    public string? Tags { get; init; }
    public bool? AcceptsMarketing { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long? Since { get; init; }
}

public sealed record SnapshotItem(string Key)
{
    public string? Title { get; init; }
    public string? Text { get; init; }
    public string? Tags { get; init; }
    public string? ImageUrl { get; init; }
    public string? Category { get; init; }
    public string? Brand { get; init; }
    public string? ParentKey { get; init; }
    public long? PriceMinor { get; init; }
    public long? CostMinor { get; init; }
    public double? Stock { get; init; }
    public bool IsProduct { get; init; } = true;
    public bool IsActive { get; init; } = true;
    public bool InCatalog { get; init; }
}

public sealed record SnapshotOrder(string Key)
{
    public OrderStatus Status { get; init; }
    public string? CustomerKey { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long Time { get; init; }
}
