namespace MerchantStudio.Core.Domain;

/// <summary>A customer as files describe them. Whoever is known from events alone has no such record.</summary>
public sealed record Customer
{
    public required int Id { get; init; }
    public required int ShopId { get; init; }

    /// <summary>The shop's own opaque number as written, or a pseudonym of whatever identifies a person.</summary>
    public required string Key { get; init; }

    public string? Country { get; init; }
    public string? City { get; init; }
    public string? Tags { get; init; }
    public bool? AcceptsMarketing { get; init; }
    public DateTime? CreatedUtc { get; init; }

    /// <summary>Encrypted; null unless the owner has opted in.</summary>
    public string? ProtectedName { get; init; }

    /// <summary>Encrypted; null unless the owner has opted in.</summary>
    public string? ProtectedEmail { get; init; }

    /// <summary>Columns of the file that nothing claimed, as a JSON object.</summary>
    public string? AttributesJson { get; init; }

    /// <summary>The batch that brought this record.</summary>
    public required long BatchId { get; init; }
}

/// <summary>A remark that a person wrote about a customer.</summary>
public sealed record CustomerNote
{
    public long Id { get; init; }
    public required int ShopId { get; init; }
    public required string CustomerKey { get; init; }
    public required string Text { get; set; }
    public required DateTime CreatedUtc { get; init; }
    public string? CreatedBy { get; init; }

    /// <summary>The account that wrote it; null when that account is gone.</summary>
    public int? CreatedByUserId { get; init; }
}
