namespace MerchantStudio.Core.Domain;

public enum ImportBatchState : byte
{
    Uploaded = 0,
    Checked = 1,
    Committing = 2,
    Committed = 3,
    Undone = 4,
    Failed = 5,
    Cancelled = 6,
}

/// <summary>One file's import: its identity, what was recognised, and where every row went.</summary>
public sealed record ImportBatch
{
    public long Id { get; init; }
    public required int ShopId { get; init; }
    public required string FileName { get; init; }
    public required string FileSha256 { get; init; }
    public required long FileBytes { get; init; }

    /// <summary>The uploaded file, which is removed once the batch is committed; null when it never was one.</summary>
    public string? UploadId { get; init; }

    /// <summary>The uploaded file of the orders, when the batch's own file holds only their lines.</summary>
    public string? OrdersUploadId { get; init; }

    /// <summary>The batch whose set-aside rows this one brings back corrected; null for any other file.</summary>
    public long? CorrectsBatchId { get; set; }

    public required ImportKind Kind { get; set; }
    public required string Preset { get; set; }
    public required string Encoding { get; set; }
    public required string Delimiter { get; set; }

    /// <summary>The mapping and layout that was used, as JSON.</summary>
    public required string MappingJson { get; set; }

    public ImportBatchState State { get; set; }
    public required DateTime CreatedUtc { get; init; }
    public DateTime? FinishedUtc { get; set; }
    public string? CreatedBy { get; init; }

    /// <summary>The version of the shop's record that the commit made; batches were committed in this order. Null before.</summary>
    public long? CommittedVersion { get; set; }

    /// <summary>What the file holds (orders, customers, revenue, period) and what is odd about it, as JSON.</summary>
    public string? SummaryJson { get; set; }

    public long RowsRead { get; set; }
    public long RowsInserted { get; set; }
    public long RowsUpdated { get; set; }
    public long RowsUnchanged { get; set; }
    public long RowsSetAside { get; set; }

    /// <summary>Path of the set-aside CSV relative to the data folder; null when nothing was set aside.</summary>
    public string? SetAsideFile { get; set; }

    /// <summary>Resource key and detail of what stopped it, when it failed.</summary>
    public string? Error { get; set; }
}
