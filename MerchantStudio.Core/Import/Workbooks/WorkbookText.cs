using System.Text;
using ExcelDataReader;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Workbooks;

/// <summary>
/// A sheet of an Excel workbook as the text of a CSV file, made row by row while it is read: from there on a workbook is a
/// file like any other. Rows without anything in them are left out, hidden sheets are not offered.
/// </summary>
internal sealed class WorkbookText : Stream
{
    // Rows that are looked at to tell a table from a cover sheet and to find how wide it is.
    private const int RowsLookedAt = 100;

    // The library asks for a Windows code page whatever the file, which the runtime does not bring by itself.
    static WorkbookText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private readonly Stream _file;
    private readonly IExcelDataReader _reader;
    private readonly Queue<string[]> _ahead = [];
    private readonly StringBuilder _line = new();
    private byte[] _bytes = [];
    private int _taken;
    private int _width;
    private long _rows;

    private WorkbookText(Stream file, IExcelDataReader reader)
    {
        (_file, _reader) = (file, reader);
    }

    /// <summary>The sheets that can be read.</summary>
    public IReadOnlyList<string> Sheets { get; private set; } = [];

    /// <summary>The sheet that is read.</summary>
    public string Sheet { get; private set; } = "";

    /// <summary>Bytes of the file that the rows so far stand for; the archive itself is not read in order.</summary>
    public long BytesTaken => _reader.RowCount <= 0 ? 0 : (long)(_file.Length * Math.Min(1, _rows / (double)_reader.RowCount));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Opens a workbook that <see cref="WorkbookGuard"/> has passed.</summary>
    /// <param name="file">Disposed with this, or when opening fails.</param>
    /// <param name="sheet">The sheet to read; null for the first that holds a table.</param>
    /// <exception cref="ImportFileException">The workbook is damaged, or has no such sheet.</exception>
    public static WorkbookText Open(Stream file, string? sheet) => Guarded(() =>
    {
        file.Position = 0;
        var (sheets, chosen) = Look(file, sheet);
        file.Position = 0;
        var text = new WorkbookText(file, Create(file)) { Sheets = sheets, Sheet = sheets[chosen.Visible] };
        text.GoTo(chosen.Position);
        return text;
    });

    public override int Read(Span<byte> buffer)
    {
        if (_taken == _bytes.Length && !Guarded(NextLine))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _bytes.Length - _taken);
        _bytes.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static IExcelDataReader Create(Stream file) =>
        ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { LeaveOpen = true });

    // The names of the sheets, and where the one to be read stands: among all, and among those that are shown.
    private static (List<string> Sheets, (int Position, int Visible) Chosen) Look(Stream file, string? wanted)
    {
        using var reader = Create(file);
        var sheets = new List<string>();
        (int Position, int Visible, int Score) best = (0, 0, -1);
        var position = 0;
        do
        {
            if (reader.VisibleState == "visible")
            {
                var score = wanted is null ? best.Score >= 2 ? 0 : Score(reader) : reader.Name == wanted ? 3 : -1;
                best = score > best.Score ? (position, sheets.Count, score) : best;
                sheets.Add(reader.Name);
            }

            position++;
        }
        while (reader.NextResult());
        return best.Score < 0
            ? throw new ImportFileException(wanted is null ? new ImportProblem("EmptyFile") : new ImportProblem("UnknownSheet", wanted))
            : (sheets, (best.Position, best.Visible));
    }

    /// <summary>0 for an empty sheet, 1 for one with some text, 2 for one with rows of several cells.</summary>
    private static int Score(IExcelDataReader reader)
    {
        var (any, wide) = (0, 0);
        for (var row = 0; row < RowsLookedAt && wide < 2 && reader.Read(); row++)
        {
            var filled = 0;
            for (var column = 0; column < reader.FieldCount && filled < 2; column++)
            {
                filled += WorkbookCell.Text(reader, column).Length > 0 ? 1 : 0;
            }

            any += filled > 0 ? 1 : 0;
            wide += filled > 1 ? 1 : 0;
        }

        return wide >= 2 ? 2 : any > 0 ? 1 : 0;
    }

    private void GoTo(int position)
    {
        for (var i = 0; i < position; i++)
        {
            _ = _reader.NextResult();
        }

        while (_ahead.Count < RowsLookedAt && NextRow() is { } row)
        {
            _ahead.Enqueue(row);
            _width = Math.Max(_width, row.Length);
        }
    }

    // The row's cells up to the last that has something; null at the end.
    private string[]? NextRow()
    {
        while (_reader.Read())
        {
            _rows++;
            var last = -1;
            var cells = new string[_reader.FieldCount];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = WorkbookCell.Text(_reader, column);
                last = cells[column].Length > 0 ? column : last;
            }

            if (last >= 0)
            {
                return cells[..(last + 1)];
            }
        }

        return null;
    }

    private bool NextLine()
    {
        if ((_ahead.TryDequeue(out var ready) ? ready : NextRow()) is not { } row)
        {
            return false;
        }

        _ = _line.Clear();
        for (var column = 0; column < Math.Max(_width, row.Length); column++)
        {
            Append(column, column < row.Length ? row[column] : "");
        }

        // A line that is empty but for its quotes is a row; a bare one would be none.
        _bytes = Encoding.UTF8.GetBytes(_line.Append('\n').ToString());
        _taken = 0;
        return true;
    }

    private void Append(int column, string cell)
    {
        _ = column > 0 ? _line.Append(',') : _line;
        _ = cell.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? _line.Append(cell)
            : _line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    // A workbook is made of many parts that can each be wrong in its own way; all of it means the same to the merchant.
    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is not (ImportFileException or OutOfMemoryException))
        {
            throw new ImportFileException(new ImportProblem("WorkbookDamaged"), problem);
        }
    }
}
