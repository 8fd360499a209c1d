using System.Globalization;
using System.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// The CSV of the rows that were not taken: row, column, reason, detail and suggestion, then the row's own cells under
/// the file's header, so that it can be corrected and given back. Made with the first row, so that an import without any
/// leaves none. A cell that a spreadsheet would run as a formula is quoted off with an apostrophe.
/// </summary>
internal sealed class SetAsideFile(string path, IReadOnlyList<string> header) : IDisposable
{
    private static readonly string[] s_own = ["#row", "#column", "#reason", "#detail", "#suggestion"];
    private StreamWriter? _writer;

    public string Path { get; } = path;

    public bool HasRows => _writer is not null;

    public void Add(IReadOnlyList<SetAsideRow> rows)
    {
        foreach (var row in rows)
        {
            Writer().Write(Line([
                row.RowNumber.ToString(CultureInfo.InvariantCulture), row.Column ?? "", row.Reason, row.Detail ?? "", row.Suggestion ?? "",
                .. row.Cells,
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
            _writer.Write(Line([.. s_own, .. header]));
        }

        return _writer;
    }

    private static string Cell(string text)
    {
        var harmless = IsFormula(text) ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(",\"\r\n") < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Starts that Excel, LibreOffice and Google Sheets run (OWASP, CSV injection); plain signed numbers are none.</summary>
    private static bool IsFormula(string text) => text.Length > 0 && (text[0] is '=' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'
        || (text[0] is '+' or '-' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
}
