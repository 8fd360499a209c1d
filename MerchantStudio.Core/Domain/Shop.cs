namespace MerchantStudio.Core.Domain;

/// <summary>A shop: the tenant that every other record belongs to.</summary>
public sealed record Shop
{
    public int Id { get; init; }

    /// <summary>Short name used in addresses and on the command line: lower-case letters, digits and hyphens.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    /// <summary>ISO 4217 code; amounts of the shop are whole minor units of it.</summary>
    public required string Currency { get; set; }

    /// <summary>IANA time zone; days, weeks and hours of the shop are taken in it.</summary>
    public required string TimeZoneId { get; set; }

    public required DateTime CreatedUtc { get; init; }

    /// <summary>Minutes of silence after which a visitor's next event starts a new session.</summary>
    public int SessionGapMinutes { get; set; } = 30;

    /// <summary>True when the owner has opted in to storing names and e-mails (encrypted).</summary>
    public bool KeepsPersonalData { get; set; }

    /// <summary>Raised by every commit, undo or correction of the shop's data; a snapshot of another version is stale.</summary>
    public long DataVersion { get; init; }
}
