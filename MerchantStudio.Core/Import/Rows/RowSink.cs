using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Csv;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>Collects what the rows of one block became.</summary>
internal sealed class RowSink
{
    private const int LongestKeptCell = 32 << 10;

    public List<ImportedRow> Rows { get; } = [];
    public List<SetAsideRow> SetAside { get; } = [];
    public long Absorbed { get; private set; }

    /// <summary>Where events go, which are kept by column; null for files of other kinds.</summary>
    public EventBlock? Events { get; init; }

    public void Add(ImportedRow row) => Rows.Add(row);

    /// <summary>Notes a row that completes another and makes no record.</summary>
    public void Absorb() => Absorbed++;

    public void Refuse(CsvBlock block, int record, long rowNumber, RowFault fault) => SetAside.Add(new SetAsideRow(
        rowNumber, fault.Column, fault.Reason, fault.Detail, RowReasons.SuggestionFor(fault.Reason), Cells(block, record)));

    private static string[] Cells(CsvBlock block, int record)
    {
        var cells = new string[block.CellCount(record)];
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = block.Cell(record, i);
            cells[i] = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, LongestKeptCell)]);
        }

        return cells;
    }
}
