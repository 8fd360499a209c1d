namespace MerchantStudio.Core.Domain;

/// <summary>Something that a shop wants done again and again.</summary>
public sealed record Schedule
{
    public int Id { get; init; }
    public required int ShopId { get; init; }

    /// <summary>What to do, by catalogue name, such as <c>train</c>.</summary>
    public required string Work { get; init; }

    /// <summary>Cron expression, read in the shop's time zone.</summary>
    public required string Cron { get; set; }

    public required string SettingsJson { get; set; }
    public bool IsEnabled { get; set; } = true;
    public required DateTime CreatedUtc { get; init; }
    public string? CreatedBy { get; init; }
    public DateTime? LastStartedUtc { get; set; }
}
