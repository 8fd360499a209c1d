using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Csv;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>Collects what the rows of one block became.</summary>
internal sealed class RowSink
{
    // Only cells that are refused for their length are cut; everything else comes back as it was.
    private const int LongestKeptCell = 32 << 10;

    public List<ImportedRow> Rows { get; } = [];
    public List<SetAsideRow> SetAside { get; } = [];
    public long Absorbed { get; private set; }

    /// <summary>Where events go, which are kept by column; null for files of other kinds.</summary>
    public EventBlock? Events { get; init; }

    public void Add(ImportedRow row) => Rows.Add(row);

    /// <summary>Gives the lines added since then the place that their corrected row names.</summary>
    public void MarkFrom(int first, RowMark mark)
    {
        for (var i = first; i < Rows.Count; i++)
        {
            Rows[i] = Rows[i] with { Mark = mark };
        }
    }

    /// <summary>Notes a row that completes another and makes no record.</summary>
    public void Absorb() => Absorbed++;

    public void Refuse(CsvBlock block, int record, long rowNumber, RowFault fault, RefusedPlace place)
    {
        var cells = Cells(block, record, fault.Reason == RowReasons.CellTooLong ? LongestKeptCell : int.MaxValue);
        foreach (var (column, text) in place.Common ?? [])
        {
            if (column < cells.Length && cells[column].Length == 0)
            {
                cells[column] = text;
            }
        }

        SetAside.Add(new SetAsideRow(rowNumber, fault.Column, fault.Reason, fault.Detail, RowReasons.SuggestionFor(fault.Reason), cells)
        {
            Mark = new RowMark(rowNumber, place.Line, 0, place.Continues),
        });
    }

    private static string[] Cells(CsvBlock block, int record, int longest)
    {
        var cells = new string[block.CellCount(record)];
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = block.Cell(record, i);
            cells[i] = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, longest)]);
        }

        return cells;
    }
}
