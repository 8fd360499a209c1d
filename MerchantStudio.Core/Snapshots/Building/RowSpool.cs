using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Rows one behind the other, in memory as long as they are few and in a temporary file beyond that.</summary>
/// <param name="temporaryPath">Names a new file; its content goes with this object.</param>
/// <param name="memoryRows">Rows that are kept in memory.</param>
internal sealed class RowSpool(Func<string> temporaryPath, int memoryRows) : IRowSource, IDisposable
{
    private const int FirstRoom = 1 << 10;

    private RawRow[] _rows = [];
    private AttributeCodes[] _attributes = [];
    private int _held;
    private FileStream? _rowFile;
    private FileStream? _attributeFile;

    public int Count { get; private set; }

    /// <summary>Whether any row has attributes.</summary>
    public bool HasAttributes { get; private set; }

    public void Add(in RawRow row)
    {
        MakeRoom();
        _rows[_held] = row;
        if (HasAttributes)
        {
            _attributes[_held] = AttributeCodes.None;
        }

        (_held, Count) = (_held + 1, checked(Count + 1));
    }

    public void Add(in RawRow row, in AttributeCodes attributes)
    {
        if (!HasAttributes)
        {
            UseAttributes();
        }

        Add(row);
        _attributes[_held - 1] = attributes;
    }

    public void Read(Action<RowBatch> visit)
    {
        var batch = new RowBatch { HasAttributes = HasAttributes };
        for (var from = 0; from < Count; from += batch.Count)
        {
            batch.Count = Math.Min(RowBatch.Capacity, Count - from);
            Copy(from, batch.Rows.AsSpan(0, batch.Count), batch.Attributes.AsSpan(0, batch.Count));
            visit(batch);
        }
    }

    /// <summary>Copies rows from number <paramref name="from"/> on; attributes only where there are any.</summary>
    public void Copy(int from, Span<RawRow> rows, Span<AttributeCodes> attributes)
    {
        var filed = Count - _held;
        var old = Math.Clamp(filed - from, 0, rows.Length);
        ReadFile(_rowFile, from, rows[..old]);
        _rows.AsSpan(Math.Max(0, from - filed), rows.Length - old).CopyTo(rows[old..]);
        if (HasAttributes)
        {
            ReadFile(_attributeFile, from, attributes[..old]);
            _attributes.AsSpan(Math.Max(0, from - filed), rows.Length - old).CopyTo(attributes[old..]);
        }
    }

    public void Dispose()
    {
        _rowFile?.Dispose();
        _attributeFile?.Dispose();
        (_rows, _attributes) = ([], []);
    }

    private void MakeRoom()
    {
        if (_held < _rows.Length)
        {
            return;
        }

        if (_held < memoryRows)
        {
            Array.Resize(ref _rows, Math.Min(memoryRows, Math.Max(FirstRoom, _rows.Length * 2)));
            if (HasAttributes)
            {
                Array.Resize(ref _attributes, _rows.Length);
            }

            return;
        }

        WriteFile(ref _rowFile, _rows);
        if (HasAttributes)
        {
            WriteFile(ref _attributeFile, _attributes);
        }

        _held = 0;
    }

    // The rows before the first one that has attributes get none.
    private void UseAttributes()
    {
        HasAttributes = true;
        _attributes = new AttributeCodes[_rows.Length];
        _attributes.AsSpan().Fill(AttributeCodes.None);
        for (var filed = Count - _held; filed > 0; filed -= Math.Min(filed, _attributes.Length))
        {
            WriteFile(ref _attributeFile, _attributes.AsSpan(0, Math.Min(filed, _attributes.Length)));
        }
    }

    private void WriteFile<T>(ref FileStream? file, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        file ??= new FileStream(temporaryPath(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        file.Write(MemoryMarshal.AsBytes(values));
    }

    private static unsafe void ReadFile<T>(FileStream? file, int from, Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(file!.SafeFileHandle, bytes[done..], ((long)from * sizeof(T)) + done);
            done += read > 0 ? read : throw new EndOfStreamException("A temporary file of a snapshot is cut short.");
        }
    }
}
