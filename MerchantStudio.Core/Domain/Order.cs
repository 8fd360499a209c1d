namespace MerchantStudio.Core.Domain;

/// <summary>An order, or the cancellation of one that the shop wrote as an order of its own.</summary>
public sealed record Order
{
    public required long Id { get; init; }
    public required int ShopId { get; init; }
    public required string Key { get; init; }

    /// <summary>Null when the file names nobody: counts for revenue, trains nobody.</summary>
    public int? CustomerId { get; init; }

    public required string Currency { get; init; }
    public required DateTime OrderedUtc { get; init; }
    public OrderStatus Status { get; init; }
    public string? Country { get; init; }

    public long? SubtotalMinor { get; init; }
    public long? ShippingMinor { get; init; }
    public long? TaxMinor { get; init; }
    public long? DiscountMinor { get; init; }
    public long? TotalMinor { get; init; }
    public long? RefundedMinor { get; init; }
    public required long BatchId { get; init; }
}

/// <summary>
/// One line of an order. The id holds the order's id in its upper bits and the line's ordinal below, so that the lines
/// of an order lie together under the primary key and no second index is needed to find or to recognise them.
/// </summary>
public sealed record OrderLine
{
    private const int OrdinalBits = 20;

    /// <summary>Most lines that an order can have.</summary>
    public const int MaxLinesPerOrder = 1 << OrdinalBits;

    public required long Id { get; init; }

    /// <summary>64-bit hash of the line's key; unique within its order.</summary>
    public required long KeyHash { get; init; }

    public required int ProductId { get; init; }
    public required double Quantity { get; init; }
    public required long UnitPriceMinor { get; init; }

    /// <summary>Signed amount of the line.</summary>
    public required long TotalMinor { get; init; }

    public bool IsReturn { get; init; }
    public string? AttributesJson { get; init; }
    public required long BatchId { get; init; }

    /// <summary>The order that a line with this id belongs to.</summary>
    public static long OrderIdOf(long lineId) => lineId >> OrdinalBits;

    /// <summary>The id of an order's line; ordinals count from 0.</summary>
    public static long IdOf(long orderId, int ordinal) => (orderId << OrdinalBits) | (uint)ordinal;
}
