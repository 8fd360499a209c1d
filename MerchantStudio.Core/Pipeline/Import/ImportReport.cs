using System.Text.Json;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>What a file holds and what is odd about it; saved with its batch.</summary>
public sealed record ImportReport(ImportSummary Summary, ImportQuality Quality)
{
    /// <summary>The report saved with a batch; null before it was checked.</summary>
    public static ImportReport? Of(ImportBatch batch) =>
        batch.SummaryJson is null ? null : JsonSerializer.Deserialize<ImportReport>(batch.SummaryJson, JsonSerializerOptions.Web);

    /// <summary>Numbers of the rows, in the file that they were set aside from, that this batch brings back; null for any other file.</summary>
    public string? BroughtBack { get; init; }

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

    /// <summary>Lines whose amount is out of all proportion to the file's typical one; see <see cref="AmountScale"/>.</summary>
    public long Outliers { get; init; }

    /// <summary>Rows dated more than a day before one above them, in a file that is otherwise in the order of time (or the other way round).</summary>
    public long ClockJumps { get; init; }

    /// <summary>How many of the rows say something about a field that models or pages use.</summary>
    public IReadOnlyList<FieldFill> Completeness { get; init; } = [];

    /// <summary>Rows to look at, by finding; a few each. They name rows, orders and products, never people.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SampleRow>> Samples { get; init; } = new Dictionary<string, IReadOnlyList<SampleRow>>();
}

/// <summary>How many rows of those that could say something about a field do.</summary>
public sealed record FieldFill(ImportField Field, long Filled, long Rows)
{
    /// <summary>Under which name a few rows that say nothing about a field are kept among <see cref="ImportQuality.Samples"/>.</summary>
    public static string MissingKey(ImportField field) => $"Missing.{field}";
}

/// <summary>A row as an example of a finding.</summary>
/// <param name="Row">1-based data row of the file.</param>
/// <param name="Order">Its order's number.</param>
/// <param name="Product">Its product's code.</param>
/// <param name="AmountMinor">Its amount, in minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">The amount's currency.</param>
/// <param name="TimeUtc">When it happened.</param>
public sealed record SampleRow(long Row, string? Order, string? Product, long? AmountMinor, string? Currency, DateTime? TimeUtc);
