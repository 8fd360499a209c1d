using System.Globalization;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// The CSV of the rows that were not taken: row, column, reason, detail and suggestion, then the row's own cells under
/// the file's header, so that it can be corrected and given back. Made with the first row, so that an import without any
/// leaves none. A cell that a spreadsheet would run as a formula is quoted off with an apostrophe.
/// </summary>
/// <param name="path">Where it is written.</param>
/// <param name="batchId">The batch that the rows are set aside from; when that one brings rows back itself, the one before it.</param>
/// <param name="header">The file's own columns.</param>
internal sealed class SetAsideFile(string path, long batchId, IReadOnlyList<string> header) : IDisposable
{
    // A file that brought rows back has our columns already; those that stay set aside keep one set of them.
    private readonly int[] _kept = [.. Enumerable.Range(0, header.Count).Where(column => !OwnColumns.IsOwn(header[column]))];
    private readonly int _mark = header.ToList().IndexOf(OwnColumns.Mark);
    private StreamWriter? _writer;

    public string Path { get; } = path;

    public bool HasRows => _writer is not null;

    public void Add(IReadOnlyList<SetAsideRow> rows)
    {
        foreach (var row in rows)
        {
            var mark = MarkOf(row);
            Writer().Write(Line([
                mark.Row.ToString(CultureInfo.InvariantCulture), row.Column ?? "", row.Reason, row.Detail ?? "", row.Suggestion ?? "",
                OwnColumns.MarkOf(batchId, mark), .. CellsOf(row),
            ]));
        }
    }

    /// <summary>Brings everything to the disk.</summary>
    public void Complete()
    {
        if (_writer is not null)
        {
            _writer.Flush();
            ((FileStream)_writer.BaseStream).Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _writer?.Dispose();

    internal static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private StreamWriter Writer()
    {
        if (_writer is null)
        {
            // The byte order mark makes Excel read UTF-8.
            _writer = new StreamWriter(Path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            _writer.Write(Line([.. OwnColumns.All, .. _kept.Select(column => header[column])]));
        }

        return _writer;
    }

    private RowMark MarkOf(SetAsideRow row)
    {
        var brought = _mark >= 0 && _mark < row.Cells.Count ? OwnColumns.ReadMark(row.Cells[_mark])?.Mark : null;
        return brought ?? row.Mark ?? new RowMark(row.RowNumber, 0, 0, Continues: false);
    }

    private IEnumerable<string> CellsOf(SetAsideRow row)
    {
        if (_mark < 0)
        {
            return row.Cells;
        }

        // Its cells are guarded as they came.
        return _kept.Where(column => column < row.Cells.Count).Select(column => OwnColumns.Unguard(row.Cells[column])).Concat(row.Cells.Skip(header.Count));
    }

    private static string Cell(string text)
    {
        var harmless = OwnColumns.Guard(text);
        return harmless.AsSpan().IndexOfAny(",\"\r\n") < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
