using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>How far a batch is.</summary>
public sealed record ImportProgress
{
    public required int ShopId { get; init; }
    public required long BatchId { get; init; }
    public required ImportBatchState State { get; init; }

    /// <summary>True while another import comes first: one into the same shop, or on SQLite any that writes.</summary>
    public bool IsWaiting { get; init; }

    public long RowsRead { get; init; }
    public long RowsSetAside { get; init; }

    /// <summary>Rows stored so far by outcome; final only when the batch is committed.</summary>
    public ImportCounts Stored { get; init; }

    public long BytesRead { get; init; }
    public long? BytesTotal { get; init; }
    public TimeSpan Elapsed { get; init; }

    /// <summary>Rows read per second since the start.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? RowsRead / Elapsed.TotalSeconds : 0;

    /// <summary>Share of the file that has been read, 0 to 1; null when its size is not known.</summary>
    public double? Share => BytesTotal is > 0 and var total ? Math.Min(1, (double)BytesRead / total) : null;

    /// <summary>Estimated from the share read so far; null before there is anything to go by.</summary>
    public TimeSpan? TimeLeft => Share is > 0 and var share ? Elapsed * ((1 - share) / share) : null;

    public bool IsOver => State is not (ImportBatchState.Uploaded or ImportBatchState.Checked or ImportBatchState.Committing);
}
