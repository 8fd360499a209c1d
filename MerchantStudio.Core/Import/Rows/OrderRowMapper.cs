using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>One row, one order line. Amounts that repeat on each line of an order are thinned out afterwards.</summary>
internal sealed class OrderRowMapper(OrderLineBuilder builder) : IRowMapper
{
    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var head = builder.ReadHead(cells);
        var line = builder.ReadLine(cells, head, rowNumber);
        if (cells.Fault is not null)
        {
            return;
        }

        sink.Add(line);
        if (head.Totals is not null)
        {
            // Repeated on each row of the order; all but the first are thinned out with the amounts.
            sink.Rows.AddRange(builder.MoneyLines(head, rowNumber));
        }

        if (builder.RefundOf(head, line) is { } refund)
        {
            sink.Add(refund);
        }
    }

    public RefusedPlace PlaceOf(CellReader cells) => new(builder.PlaceOf(cells, cells.Key(ImportField.OrderId)), Continues: false, Common: null);
}
