using System.Text.Json;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>What a file holds and what is odd about it; saved with its batch.</summary>
public sealed record ImportReport(ImportSummary Summary, ImportQuality Quality)
{
    /// <summary>The report saved with a batch; null before it was checked.</summary>
    public static ImportReport? Of(ImportBatch batch) =>
        batch.SummaryJson is null ? null : JsonSerializer.Deserialize<ImportReport>(batch.SummaryJson, JsonSerializerOptions.Web);

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>What is odd about the rows that were taken.</summary>
public sealed record ImportQuality
{
    /// <summary>Lines or events that repeat one before them exactly.</summary>
    public long Repeated { get; init; }

    public long WithoutCustomer { get; init; }
    public long NotProducts { get; init; }
    public long Returns { get; init; }
    public long ZeroPrices { get; init; }
    public long NegativePrices { get; init; }

    /// <summary>Different products of order lines and events that no catalogue of the shop names; null when it has no catalogue.</summary>
    public long? UnknownProducts { get; init; }

    /// <summary>Days (UTC) within the file's period on which nothing happened.</summary>
    public int QuietDays { get; init; }

    /// <summary>The longest run of such days, and the first of them.</summary>
    public int LongestGapDays { get; init; }

    public DateOnly? LongestGapFrom { get; init; }
}
