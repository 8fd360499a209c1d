using System.Globalization;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import;

/// <summary>
/// The columns that a file of set-aside rows has before the file's own, how a row's place is written in them, and how
/// cells are kept from being run by a spreadsheet and read back as they were.
/// </summary>
public static class OwnColumns
{
    public const string Row = "#row";
    public const string Mark = "#mark";

    public static IReadOnlyList<string> All { get; } = [Row, "#column", "#reason", "#detail", "#suggestion", Mark];

    /// <summary>Whether a header belongs to a file of set-aside rows that comes back.</summary>
    public static bool IsOwn(string header) => header.StartsWith('#');

    /// <summary>Begins with a letter, so that no spreadsheet takes it for a date or a number.</summary>
    public static string MarkOf(long batchId, RowMark mark) =>
        string.Create(CultureInfo.InvariantCulture, $"b{batchId}.{mark.Row}.{mark.Ordinal}.{mark.Line:x16}{(mark.Continues ? ".c" : "")}");

    /// <summary>The batch and the place that a mark names; null when it is none.</summary>
    public static (long BatchId, RowMark Mark)? ReadMark(string text)
    {
        var parts = text.Trim().Split('.');
        return parts.Length is 4 or 5 && parts[0].StartsWith('b')
            && long.TryParse(parts[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var batch)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            && ulong.TryParse(parts[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var line)
            ? (batch, new RowMark(row, line, ordinal, parts.Length == 5))
            : null;
    }

    /// <summary>The cell with an apostrophe before it where a spreadsheet would run it as a formula.</summary>
    public static string Guard(string cell) => NeedsGuard(cell) ? "'" + cell : cell;

    /// <summary>What <see cref="Guard"/> was given.</summary>
    public static string Unguard(string cell) => cell.StartsWith('\'') && NeedsGuard(cell[1..]) ? cell[1..] : cell;

    // An apostrophe of the cell's own before such a start is guarded too: reading back must not take it for ours.
    private static bool NeedsGuard(string cell)
    {
        var start = cell.AsSpan().TrimStart('\'');
        return IsFormula(start.ToString());
    }

    /// <summary>Starts that Excel, LibreOffice and Google Sheets run (OWASP, CSV injection); plain signed numbers are none.</summary>
    private static bool IsFormula(string text) => text.Length > 0 && (text[0] is '=' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'
        || (text[0] is '+' or '-' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
}
