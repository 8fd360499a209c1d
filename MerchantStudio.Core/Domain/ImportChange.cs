namespace MerchantStudio.Core.Domain;

/// <summary>Which table a change was made to; stored, never renumbered.</summary>
public enum ChangedEntity : byte
{
    Customer = 0,
    Product = 1,
    Order = 2,
    OrderLine = 3,
    Review = 4,
}

/// <summary>What a row that a batch changed was like before and after, field by field, so that the batch can be undone.</summary>
public sealed record ImportChange
{
    public required long BatchId { get; init; }
    public required ChangedEntity Entity { get; init; }
    public required long RowId { get; init; }

    /// <summary>JSON object: column → value before the batch. Holds only the columns that the batch changed.</summary>
    public required string BeforeJson { get; set; }
}

/// <summary>A mapping that a person approved for files with this header.</summary>
public sealed record SavedMapping
{
    public int Id { get; init; }
    public required int ShopId { get; init; }

    /// <summary>Hash of the header's column names.</summary>
    public required string Fingerprint { get; init; }

    public required string MappingJson { get; set; }
    public required DateTime UpdatedUtc { get; set; }
}
