using System.Text.Unicode;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Core.Import.Reading;

/// <summary>Turns the records of a block into rows: checks what every row must pass, then maps. One per thread.</summary>
internal sealed class RowWorker(
    ImportPlan plan, ImportShop shop, ImportOptions options, DateTime latestUtc, IReadOnlyDictionary<string, OrderLineRow> orders)
{
    private const byte Nul = 0;

    private readonly CellReader _cells = new(plan, shop, new BoundColumns(plan), latestUtc);
    private readonly IRowMapper _mapper = RowMapperFactory.Create(plan.Mapping, shop.KeepPersonalData, orders);

    public (RowSink Sink, long RowsRead) Map(CsvBlock block, EventBlock? events = null)
    {
        var sink = new RowSink { Events = events };
        var first = (int)Math.Clamp(plan.LeadingRecords - block.FirstRecord, 0, block.RecordCount);
        var suspicious = IsSuspicious(block);
        for (var record = first; record < block.RecordCount; record++)
        {
            var rowNumber = block.FirstRecord + record - plan.LeadingRecords + 1;
            _cells.Leave();
            var fault = StructureFault(block, record) ?? (suspicious ? LetterFault(block, record) : null);
            if (fault is null)
            {
                _cells.Begin(block, record);
                var before = sink.Rows.Count;
                _mapper.Map(_cells, rowNumber, sink);
                fault = _cells.Fault;
                if (plan.Corrects is not null)
                {
                    sink.MarkFrom(before, _cells.Mark ?? new RowMark(0, 0, 0, Continues: false));
                }
            }

            if (fault is not null)
            {
                sink.Refuse(block, record, rowNumber, fault, _cells.IsAt(record) ? _mapper.PlaceOf(_cells) : default);
            }
        }

        return (sink, block.RecordCount - first);
    }

    // One pass over the block with wide instructions; only a block that has such bytes is looked at row by row.
    private static bool IsSuspicious(CsvBlock block)
    {
        if (block.RecordCount == 0)
        {
            return false;
        }

        var bytes = block.Span();
        return bytes.Contains(Nul) || !Utf8.IsValid(bytes) || (block.MarksBadLetters && bytes.IndexOf("\uFFFD"u8) >= 0);
    }

    private RowFault? StructureFault(CsvBlock block, int record)
    {
        var cells = block.CellCount(record);
        var columns = plan.Columns.Count;
        if (block.HasOpenQuote(record))
        {
            return new RowFault(RowReasons.OpenQuote);
        }

        if (cells < columns)
        {
            return new RowFault(RowReasons.TooFewCells, Detail: FormattableString.Invariant($"{cells} < {columns}"));
        }

        if (cells > columns && !AreBlank(block, record, columns, cells))
        {
            return new RowFault(RowReasons.TooManyCells, Detail: FormattableString.Invariant($"{cells} > {columns}"));
        }

        if (block.Raw(record).Length > options.MaxCellBytes && TooLong(block, record) is { } column)
        {
            var bytes = block.Cell(record, column).Length;
            return new RowFault(RowReasons.CellTooLong, plan.Columns[column], FormattableString.Invariant($"{bytes / 1048576.0:0.#} MB > {options.MaxCellBytes / 1048576.0:0.#} MB"));
        }

        return block.Raw(record).Length <= 2 * cells && AreBlank(block, record, 0, cells) ? new RowFault(RowReasons.EmptyRow) : null;
    }

    private int? TooLong(CsvBlock block, int record)
    {
        for (var column = 0; column < plan.Columns.Count; column++)
        {
            if (block.Cell(record, column).Length > options.MaxCellBytes)
            {
                return column;
            }
        }

        return null;
    }

    private RowFault? LetterFault(CsvBlock block, int record)
    {
        for (var column = 0; column < plan.Columns.Count; column++)
        {
            var cell = block.Cell(record, column);
            if (!Utf8.IsValid(cell) || (block.MarksBadLetters && cell.IndexOf("\uFFFD"u8) >= 0))
            {
                return new RowFault(RowReasons.BadEncoding, plan.Columns[column]);
            }

            if (cell.Contains(Nul))
            {
                return new RowFault(RowReasons.NulByte, plan.Columns[column]);
            }
        }

        return null;
    }

    private static bool AreBlank(CsvBlock block, int record, int from, int to)
    {
        for (var column = from; column < to; column++)
        {
            if (!block.Cell(record, column).Trim(" \t"u8).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }
}
