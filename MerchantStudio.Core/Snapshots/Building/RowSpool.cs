namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Rows one behind the other, with their attributes where any has some.</summary>
/// <param name="temporaryPath">Names a new file; its content goes with this object.</param>
/// <param name="memoryRows">Rows that are kept in memory.</param>
internal sealed class RowSpool(Func<string> temporaryPath, int memoryRows) : IRowSource, IDisposable
{
    private readonly SpoolColumn<RawRow> _rows = new(temporaryPath, memoryRows, default);
    private SpoolColumn<AttributeCodes>? _attributes;
    private SpoolColumn<OwnCodes>? _own;

    public int Count => _rows.Count;

    /// <summary>Whether any row has attributes.</summary>
    public bool HasAttributes => _attributes is not null;

    /// <summary>Whether any row has own attributes of the shop's.</summary>
    public bool HasOwn => _own is not null;

    public void Add(in RawRow row) => _rows.Add(row);

    /// <summary>Gives the row that was added last its attributes.</summary>
    public void Attach(in AttributeCodes attributes)
    {
        _attributes ??= new(temporaryPath, memoryRows, AttributeCodes.None);
        _attributes.Pad(Count - 1);
        _attributes.Add(attributes);
    }

    /// <summary>Gives the row that was added last its own attributes.</summary>
    public void Attach(in OwnCodes own)
    {
        _own ??= new(temporaryPath, memoryRows, OwnCodes.None);
        _own.Pad(Count - 1);
        _own.Add(own);
    }

    public void Read(Action<RowBatch> visit)
    {
        var batch = new RowBatch { HasAttributes = HasAttributes, HasOwn = HasOwn };
        for (var from = 0; from < Count; from += batch.Count)
        {
            batch.Count = Math.Min(RowBatch.Capacity, Count - from);
            Copy(from, batch.Rows.AsSpan(0, batch.Count), batch.Attributes.AsSpan(0, batch.Count), batch.Own.AsSpan(0, batch.Count));
            visit(batch);
        }
    }

    /// <summary>Copies rows from number <paramref name="from"/> on; attributes only where there are any.</summary>
    public void Copy(int from, Span<RawRow> rows, Span<AttributeCodes> attributes, Span<OwnCodes> own)
    {
        _rows.Copy(from, rows);
        _attributes?.Pad(Count);
        _attributes?.Copy(from, attributes);
        _own?.Pad(Count);
        _own?.Copy(from, own);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _attributes?.Dispose();
        _own?.Dispose();
    }
}
