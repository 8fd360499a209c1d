using MerchantStudio.Core.Import.Presets;

namespace MerchantStudio.Core.Import.Recognition;

/// <summary>What the first records turned out to be.</summary>
/// <param name="Head">Columns and first rows.</param>
/// <param name="LeadingRecords">Records before the first data row.</param>
/// <param name="Preset">The platform's format; null when none takes the file.</param>
/// <param name="Match">Why; null without a preset.</param>
internal sealed record FoundHeader(CsvHead Head, int LeadingRecords, ICsvPreset? Preset, PresetMatch? Match);

/// <summary>Finds the header: usually the first record, sometimes below a title, sometimes missing.</summary>
internal static class HeaderFinder
{
    private const int Deepest = 12;
    private const int MostTellingCells = 8;

    public static FoundHeader Find(IReadOnlyList<IReadOnlyList<string>> records, IReadOnlyList<ICsvPreset> presets)
    {
        // A file of set-aside rows was written by us: its header is the first record, whatever the columns are called.
        var depth = records[0].Contains(OwnColumns.Mark) ? 1 : Math.Min(Deepest, records.Count);
        var rows = records.ToArray();
        FoundHeader? best = null;
        for (var row = 0; row < depth; row++)
        {
            var found = Recognise(new CsvHead(rows[row], hasHeader: true, Below(rows, row)), row + 1, presets);
            best = found.Match is not null && found.Match.Confidence > (best?.Match?.Confidence ?? 0) ? found : best;
        }

        return best ?? WithoutPreset(rows, depth, presets);
    }

    private static ArraySegment<IReadOnlyList<string>> Below(IReadOnlyList<string>[] records, int row) =>
        new(records, row + 1, records.Length - row - 1);

    private static FoundHeader WithoutPreset(IReadOnlyList<string>[] records, int depth, IReadOnlyList<ICsvPreset> presets)
    {
        // The table is where most cells are: a short one may stand below a title of more rows than it has itself.
        var width = records.Take(200).GroupBy(record => record.Count)
            .OrderByDescending(group => group.Count() * Math.Min(group.Key, MostTellingCells)).ThenByDescending(group => group.Key).First().Key;
        for (var row = 0; row < depth; row++)
        {
            if (records[row].Contains(OwnColumns.Mark) || (records[row].Count == width && LooksLikeHeader(records[row])))
            {
                return new FoundHeader(new CsvHead(records[row], hasHeader: true, Below(records, row)), row + 1, null, null);
            }
        }

        var names = Enumerable.Range(1, width).Select(number => FormattableString.Invariant($"Column {number}"));
        return Recognise(new CsvHead([.. names], hasHeader: false, records), 0, presets);
    }

    private static FoundHeader Recognise(CsvHead head, int leading, IReadOnlyList<ICsvPreset> presets)
    {
        var best = presets.Select(preset => (Preset: preset, Match: preset.Recognise(head)))
            .Where(pair => pair.Match is not null)
            .OrderByDescending(pair => pair.Match!.Confidence)
            .FirstOrDefault();
        return new FoundHeader(head, leading, best.Preset, best.Match);
    }

    private static bool LooksLikeHeader(IReadOnlyList<string> cells)
    {
        var named = cells.Select(cell => cell.Trim()).Where(cell => cell.Length > 0).ToList();
        return named.Count * 10 >= cells.Count * 6 && named.Count > 0 && !named.Any(ValueShape.IsData) && named.All(name => name.Length <= 120);
    }
}
