using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Decoding;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>A row of a set-aside file.</summary>
/// <param name="Row">1-based data row of the file that it was set aside from.</param>
/// <param name="Column">Header of the column at fault; null for the whole row.</param>
/// <param name="Reason">Resource key.</param>
/// <param name="Detail">The value or limit.</param>
/// <param name="Suggestion">Resource key.</param>
/// <param name="Mark">What brings it back to its place.</param>
/// <param name="Cells">Its cells under the file's own columns, as the file had them.</param>
public sealed record SetAsideEntry(
    long Row, string? Column, string Reason, string? Detail, string? Suggestion, string Mark, IReadOnlyList<string> Cells);

/// <summary>Reads the files that <see cref="SetAsideFile"/> writes.</summary>
internal static class SetAsideReader
{
    /// <summary>The file's own columns.</summary>
    public static IReadOnlyList<string> ColumnsOf(string path, ImportOptions options) => [.. Records(path, options).First().Skip(OwnColumns.All.Count)];

    public static IEnumerable<SetAsideEntry> Read(string path, ImportOptions options) => Records(path, options).Skip(1).Select(cells => new SetAsideEntry(
        long.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture), NullIfEmpty(cells[1]), cells[2], NullIfEmpty(cells[3]), NullIfEmpty(cells[4]),
        cells[5], [.. cells.Skip(OwnColumns.All.Count)]));

    /// <summary>The places that rows of the file will come back to: ordinals by line.</summary>
    public static Dictionary<ulong, HashSet<int>> Places(string path, ImportOptions options)
    {
        var places = new Dictionary<ulong, HashSet<int>>();
        foreach (var entry in Read(path, options))
        {
            if (OwnColumns.ReadMark(entry.Mark)?.Mark is { Line: not 0 } mark)
            {
                if (!places.TryGetValue(mark.Line, out var ordinals))
                {
                    places[mark.Line] = ordinals = [];
                }

                ordinals.Add(mark.Ordinal);
            }
        }

        return places;
    }

    private static string? NullIfEmpty(string cell) => cell.Length == 0 ? null : cell;

    private static IEnumerable<string[]> Records(string path, ImportOptions options)
    {
        using var text = Utf8Source.Open(ImportSource.FromFile(path), options, EncodingGuess.Utf8);
        var blocks = new CsvBlockReader(text, (byte)',', options);
        while (blocks.Next() is { } block)
        {
            using (block)
            {
                for (var record = 0; record < block.RecordCount; record++)
                {
                    yield return [.. Enumerable.Range(0, block.CellCount(record)).Select(column => OwnColumns.Unguard(System.Text.Encoding.UTF8.GetString(block.Cell(record, column))))];
                }
            }
        }
    }
}
