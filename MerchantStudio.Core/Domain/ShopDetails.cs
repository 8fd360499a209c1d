namespace MerchantStudio.Core.Domain;

/// <summary>What a shop's owner decides about it.</summary>
public sealed record ShopDetails
{
    public const int NameMaxLength = 100;

    public required string Name { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA time zone.</summary>
    public required string TimeZoneId { get; init; }

    /// <summary>Minutes of silence after which a visitor's next event starts a new session, 1 to 1440.</summary>
    public int SessionGapMinutes { get; init; } = 30;

    public bool KeepsPersonalData { get; init; }
}

/// <summary>Somebody who belongs to a shop.</summary>
public sealed record ShopMember(int UserId, string SignInName, string? DisplayName, ShopRole Role, DateTime SinceUtc);
