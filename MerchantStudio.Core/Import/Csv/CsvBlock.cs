using System.Buffers;

namespace MerchantStudio.Core.Import.Csv;

/// <summary>
/// A piece of a file with the borders of its cells: whole records only. The cells are UTF-8, without their quotes.
/// Blocks are pooled; whoever has one disposes it.
/// </summary>
internal sealed class CsvBlock : IDisposable
{
    private CellBorder[] _cells = ArrayPool<CellBorder>.Shared.Rent(8192);
    private RecordBorder[] _records = ArrayPool<RecordBorder>.Shared.Rent(1024);
    private int _cellCount;

    public CsvBlock(int bytes) => Buffer = ArrayPool<byte>.Shared.Rent(bytes);

    public byte[] Buffer { get; private set; }
    public int RecordCount { get; private set; }

    /// <summary>0-based number in the file of the block's first record, blank lines not counted.</summary>
    public long FirstRecord { get; set; }

    /// <summary>Bytes of the file on disk that had been taken when the block was made.</summary>
    public long BytesTaken { get; set; }

    /// <summary>Whether letters that could not be decoded stand as U+FFFD in the cells.</summary>
    public bool MarksBadLetters { get; set; }

    public int CellCount(int record) => _records[record].EndCell - FirstCell(record);

    public ReadOnlySpan<byte> Cell(int record, int column)
    {
        ref readonly var cell = ref _cells[FirstCell(record) + column];
        return Buffer.AsSpan(cell.Start, cell.Length);
    }

    /// <summary>The record's bytes as they stood in the file, except that doubled quotes may have been undone.</summary>
    public ReadOnlySpan<byte> Raw(int record) => Buffer.AsSpan(_records[record].Start, _records[record].Length);

    /// <summary>All bytes from the first record to the last.</summary>
    public ReadOnlySpan<byte> Span() =>
        Buffer.AsSpan(_records[0].Start, _records[RecordCount - 1].Start + _records[RecordCount - 1].Length - _records[0].Start);

    /// <summary>Whether the record opens a quote that nothing closes; then it is one cell, the raw line.</summary>
    public bool HasOpenQuote(int record) => _records[record].OpenQuote;

    public void Grow(int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Buffer.Length * 2);
        Buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Buffer);
        Buffer = larger;
    }

    public void AddCell(int start, int end, bool quoted)
    {
        if (_cellCount == _cells.Length)
        {
            Double(ref _cells);
        }

        _cells[_cellCount++] = new CellBorder(start, end - start, quoted);
    }

    /// <summary>Closes a record from the cells added since the last one; a blank line is dropped.</summary>
    public void EndRecord(int start, int end, bool openQuote = false)
    {
        var first = RecordCount == 0 ? 0 : _records[RecordCount - 1].EndCell;
        if (_cellCount - first == 1 && _cells[first] is { Length: 0, Quoted: false })
        {
            _cellCount = first;
            return;
        }

        for (var i = first; i < _cellCount; i++)
        {
            if (_cells[i].Quoted && !openQuote)
            {
                _cells[i] = Unquote(_cells[i]);
            }
        }

        if (RecordCount == _records.Length)
        {
            Double(ref _records);
        }

        _records[RecordCount++] = new RecordBorder(start, end - start, _cellCount, openQuote);
    }

    /// <summary>Forgets cells of a record that was not finished.</summary>
    public void DropOpenCells() => _cellCount = RecordCount == 0 ? 0 : _records[RecordCount - 1].EndCell;

    public void Dispose()
    {
        if (Buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Buffer);
            ArrayPool<CellBorder>.Shared.Return(_cells);
            ArrayPool<RecordBorder>.Shared.Return(_records);
            (Buffer, _cells, _records) = ([], [], []);
        }
    }

    private static void Double<T>(ref T[] borders)
    {
        var larger = ArrayPool<T>.Shared.Rent(borders.Length * 2);
        borders.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(borders);
        borders = larger;
    }

    // "a""b"c is a"bc: quotes count only up to the closing one, and what follows it is taken as it stands.
    private CellBorder Unquote(CellBorder cell)
    {
        var bytes = Buffer.AsSpan(cell.Start, cell.Length);
        var from = 1;
        var to = 0;
        while (from < bytes.Length)
        {
            var quote = bytes[from..].IndexOf((byte)'"');
            var run = quote < 0 ? bytes.Length - from : quote;
            bytes.Slice(from, run).CopyTo(bytes[to..]);
            to += run;
            from += run + 1;
            if (quote < 0 || from >= bytes.Length)
            {
                break;
            }

            if (bytes[from] != (byte)'"')
            {
                bytes[from..].CopyTo(bytes[to..]);
                to += bytes.Length - from;
                break;
            }

            bytes[to++] = (byte)'"';
            from++;
        }

        return new CellBorder(cell.Start, to, Quoted: true);
    }

    private int FirstCell(int record) => record == 0 ? 0 : _records[record - 1].EndCell;

    private readonly record struct CellBorder(int Start, int Length, bool Quoted);

    private readonly record struct RecordBorder(int Start, int Length, int EndCell, bool OpenQuote);
}
