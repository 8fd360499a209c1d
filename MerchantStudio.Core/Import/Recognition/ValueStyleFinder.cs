using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Presets;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Core.Import.Recognition;

/// <summary>Decides from the data what the mapping leaves open: day or month first, comma or point, ids with ".0".</summary>
internal static class ValueStyleFinder
{
    public static (ValueStyle Style, List<ImportWarning> Warnings) Find(
        CsvHead head, ColumnMapping mapping, FileSample sample, int leadingRecords, ImportSource source, ImportOptions options)
    {
        var warnings = new List<ImportWarning>();
        var style = new ValueStyle
        {
            MonthFirst = MonthFirst(head, mapping, sample, leadingRecords, source, options, warnings),
            DecimalComma = mapping.DecimalComma ?? DecimalComma(head, mapping),
            PointZeroColumns = [.. Mapped(mapping, ImportFields.IsKey).Where(column => AllPointZero(head, column))],
        };
        return (style, warnings);
    }

    private static IEnumerable<string> Mapped(ColumnMapping mapping, Func<ImportField, bool> which) =>
        mapping.Columns.Where(pair => which(pair.Key)).Select(pair => pair.Value);

    private static bool AllPointZero(CsvHead head, string column)
    {
        var any = false;
        foreach (var value in head.Values(column))
        {
            if (!KeyText.HasPointZero(Encoding.UTF8.GetBytes(value)))
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    private static bool DecimalComma(CsvHead head, ColumnMapping mapping)
    {
        var values = Mapped(mapping, ImportFields.IsAmount).SelectMany(head.Values).Select(Encoding.UTF8.GetBytes).ToList();
        return values.Count(value => NumberText.NeedsComma(value)) > values.Count(value => value.Contains((byte)'.') && !value.Contains((byte)','));
    }

    private static bool MonthFirst(
        CsvHead head, ColumnMapping mapping, FileSample sample, int leadingRecords, ImportSource source, ImportOptions options, List<ImportWarning> warnings)
    {
        if (mapping.DateOrder != DateOrder.Auto)
        {
            return mapping.DateOrder == DateOrder.MonthFirst;
        }

        var votes = new OrderVotes();
        foreach (var value in Mapped(mapping, ImportFields.IsTime).SelectMany(head.Values))
        {
            votes.Add(Encoding.UTF8.GetBytes(value));
        }

        if (votes.IsOpen && !sample.IsWholeFile)
        {
            Scan(head, mapping, sample, leadingRecords, source, options, votes);
        }

        if (votes.IsOpen)
        {
            warnings.Add(new ImportWarning("DateOrderOpen"));
        }

        return votes.MonthFirst;
    }

    // The sample has only dates like 3/4/2025: the rest of the file is searched for one that settles it.
    private static void Scan(
        CsvHead head, ColumnMapping mapping, FileSample sample, int leadingRecords, ImportSource source, ImportOptions options, OrderVotes votes)
    {
        var columns = Mapped(mapping, ImportFields.IsTime).Select(name => head.Columns.ToList().IndexOf(name)).Where(column => column >= 0).ToArray();
        using var text = Utf8Source.Open(source, options, sample.Encoding);
        var blocks = new CsvBlockReader(text, (byte)sample.Delimiter, options);
        while (votes.IsOpen && blocks.Next() is { } block)
        {
            using (block)
            {
                for (var record = 0; record < block.RecordCount; record++)
                {
                    if (block.FirstRecord + record >= leadingRecords)
                    {
                        votes.Add(block, record, columns);
                    }
                }
            }
        }
    }

    /// <summary>Counts dates that can only be read one way.</summary>
    private sealed class OrderVotes
    {
        private long _dayFirst;
        private long _monthFirst;
        private bool _anyOpen;

        public bool IsOpen => _anyOpen && _dayFirst == 0 && _monthFirst == 0;

        /// <summary>Day first when nothing tells: most of the world writes so.</summary>
        public bool MonthFirst => _monthFirst > _dayFirst;

        public void Add(ReadOnlySpan<byte> text)
        {
            if (DateText.TryOrderHint(text, out var first, out var second))
            {
                _anyOpen = true;
                _dayFirst += first > 12 && second <= 12 ? 1 : 0;
                _monthFirst += second > 12 && first <= 12 ? 1 : 0;
            }
        }

        public void Add(CsvBlock block, int record, int[] columns)
        {
            foreach (var column in columns)
            {
                if (column < block.CellCount(record))
                {
                    Add(block.Cell(record, column).Trim(" "u8));
                }
            }
        }
    }
}
