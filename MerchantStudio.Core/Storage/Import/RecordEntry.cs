namespace MerchantStudio.Core.Storage.Import;

/// <summary>A row of a <see cref="RecordTable"/> during an import.</summary>
internal sealed class RecordEntry(string key, long id, object?[] cells, long batchId)
{
    private long _metBy;

    public string Key { get; } = key;
    public long Id { get; } = id;

    /// <summary>One cell per column of the table.</summary>
    public object?[] Cells { get; } = cells;

    /// <summary>The batch that brought the row.</summary>
    public long BatchId { get; } = batchId;

    /// <summary>True until it has been written for the first time.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>True when a row of the running batch has said what it has to say about it.</summary>
    public bool IsSeen { get; set; }

    /// <summary>Columns, one bit each, that the running batch has said something about.</summary>
    public int Said { get; set; }

    /// <summary>Columns of a row that others brought which the running batch said as they were.</summary>
    public int Claimed { get; set; }

    /// <summary>Begins what a batch says about it; nothing when the batch has met it already.</summary>
    public void Meet(long batch)
    {
        if (_metBy != batch)
        {
            (_metBy, IsSeen, Said, Claimed) = (batch, false, 0, 0);
        }
    }

    /// <summary>The lines of an order; null for other tables.</summary>
    public LineBook? Lines { get; set; }
}
