namespace MerchantStudio.Core.Domain;

/// <summary>What a person may do in one shop; stored, never renumbered.</summary>
public enum ShopRole : byte
{
    /// <summary>Owns the shop: everything.</summary>
    Merchant = 0,

    /// <summary>Works with customers and recommendations.</summary>
    Marketer = 1,

    /// <summary>Reads the figures.</summary>
    Manager = 2,
}

public sealed record ShopMembership
{
    public required int UserId { get; init; }
    public required int ShopId { get; init; }
    public required ShopRole Role { get; set; }
    public required DateTime CreatedUtc { get; init; }
}

/// <summary>An invitation into a shop. The token itself is shown once and never stored.</summary>
public sealed record Invitation
{
    public int Id { get; init; }
    public required int ShopId { get; init; }
    public required ShopRole Role { get; init; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    /// <summary>What the inviter calls the person; not verified.</summary>
    public string? Label { get; init; }

    public required DateTime CreatedUtc { get; init; }
    public required DateTime ExpiresUtc { get; init; }
    public int? InvitedByUserId { get; init; }
    public DateTime? AcceptedUtc { get; set; }
    public int? AcceptedByUserId { get; set; }
    public DateTime? RevokedUtc { get; set; }
}

/// <summary>A one-time permission to choose a new password. The token itself is shown once and never stored.</summary>
public sealed record PasswordReset
{
    public int Id { get; init; }
    public required int UserId { get; init; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    public required DateTime CreatedUtc { get; init; }
    public required DateTime ExpiresUtc { get; init; }

    /// <summary>Who made the link; null for the machine's owner at the command line.</summary>
    public int? CreatedByUserId { get; init; }

    public DateTime? UsedUtc { get; set; }
}

/// <summary>Who did what, when. Never holds merchant rows or secrets.</summary>
public sealed record AuditEntry
{
    public long Id { get; init; }
    public required DateTime AtUtc { get; init; }
    public int? UserId { get; init; }
    public string? UserName { get; init; }
    public int? ShopId { get; init; }

    /// <summary>Stable name of the act, such as <c>import.commit</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as <c>batch/12</c>.</summary>
    public string? Subject { get; init; }

    public string? Detail { get; init; }
}
