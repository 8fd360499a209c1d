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

/// <summary>What one column of a row that a batch changed held before, so that the batch can be undone.</summary>
public sealed record ImportChange
{
    public required long BatchId { get; init; }
    public required ChangedEntity Entity { get; init; }
    public required long RowId { get; init; }
    public required string Column { get; init; }

    /// <summary>The value before the batch, written without regard to culture; null for none.</summary>
    public string? Before { get; init; }
}

/// <summary>
/// Rows of the record that a batch only repeated, column by column, so that undoing whoever brought them leaves them
/// there. One part of a batch's many.
/// </summary>
public sealed record ImportClaim
{
    public required long BatchId { get; init; }
    public required ChangedEntity Entity { get; init; }
    public required int Part { get; init; }

    /// <summary>Pairs of row id (as the difference to the one before) and column bits, as variable-length integers.</summary>
    public required byte[] Rows { get; init; }
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
