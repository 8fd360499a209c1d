namespace MerchantStudio.Core.Domain;

/// <summary>A product or a variant; also whatever else a shop sells lines of, such as postage.</summary>
public sealed record Product
{
    public required int Id { get; init; }
    public required int ShopId { get; init; }
    public required string Key { get; init; }
    public string? Title { get; init; }

    /// <summary>Key of the product that this is a variant of.</summary>
    public string? ParentKey { get; init; }

    public string? Description { get; init; }
    public string? Category { get; init; }
    public string? Brand { get; init; }
    public string? Tags { get; init; }
    public string? ImageUrl { get; init; }
    public long? PriceMinor { get; init; }
    public long? CostMinor { get; init; }

    /// <summary>Units in stock; null when stock is not tracked.</summary>
    public double? Stock { get; init; }

    public bool? IsActive { get; init; }

    /// <summary>False for postage, fees, adjustments: revenue, but never recommended.</summary>
    public bool IsProduct { get; init; } = true;

    /// <summary>The owner's own word on <see cref="IsProduct"/>; wins over what the import believed.</summary>
    public bool? IsProductOverride { get; init; }

    /// <summary>True when a catalogue file named it; false when only orders mention it.</summary>
    public bool InCatalog { get; init; }

    public string? AttributesJson { get; init; }
    public required long BatchId { get; init; }
}

/// <summary>A customer's opinion of a product.</summary>
public sealed record Review
{
    public required long Id { get; init; }
    public required int ShopId { get; init; }
    public required string Key { get; init; }
    public required string ProductKey { get; init; }
    public string? CustomerKey { get; init; }
    public double? Rating { get; init; }
    public string? Title { get; init; }
    public string? Body { get; init; }
    public string? Language { get; init; }
    public DateTime? WrittenUtc { get; init; }
    public string? AttributesJson { get; init; }
    public required long BatchId { get; init; }
}
