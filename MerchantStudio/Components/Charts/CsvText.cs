using System.Globalization;
using System.Text;

namespace MerchantStudio.Components.Charts;

/// <summary>Writes CSV (RFC 4180) that a spreadsheet opens as text and never as a formula.</summary>
public static class CsvText
{
    /// <summary>One heading line and one line per row. Numbers are written invariantly; text that a spreadsheet would run is quoted off.</summary>
    public static string Write(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        // The byte order mark makes Excel read UTF-8.
        var text = new StringBuilder("\uFEFF");
        AppendLine(text, header);
        foreach (var row in rows)
        {
            AppendLine(text, row);
        }
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IEnumerable<object?> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(object? value) => value switch
    {
        null => "",
        string words => Quote(Harmless(words)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(Harmless(value.ToString() ?? "")),
    };

    // A cell that starts like this is run as a formula by Excel, LibreOffice and Google Sheets (OWASP, CSV injection).
    private static string Harmless(string words) =>
        words.Length > 0 && words[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + words : words;

    private static string Quote(string words) =>
        words.AsSpan().IndexOfAny(",\"\r\n") < 0 ? words : $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
