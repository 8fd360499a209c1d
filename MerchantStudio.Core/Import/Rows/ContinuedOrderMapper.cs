using MerchantStudio.Core.Domain;


namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// Orders whose first row has the common cells and whose further rows leave them blank (Shopify). The blank cells are
/// those of the first row, never zero. Rows depend on those before, so one mapper reads the whole file.
/// </summary>
internal sealed class ContinuedOrderMapper(OrderLineBuilder builder) : IRowMapper
{
    // What only an order's first row says; a further row that comes back alone needs it.
    private static readonly ImportField[] s_common =
    [
        ImportField.OrderId, ImportField.CustomerId, ImportField.Status, ImportField.Currency, ImportField.Subtotal, ImportField.Shipping,
        ImportField.Tax, ImportField.Total, ImportField.Discount, ImportField.Refunded, ImportField.OrderedAt, ImportField.CancelledAt, ImportField.Country,
    ];

    private string? _order;
    private OrderHead? _head;
    private List<(int Column, string Text)>? _common;

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var order = cells.Key(ImportField.OrderId);
        var isFirst = order is not null && (order != _order || !cells.IsBlank(ImportField.OrderedAt));
        if (isFirst)
        {
            MapFirst(cells, order!, rowNumber, sink);
        }
        else if (_head is null)
        {
            cells.Fail(_order is null ? RowReasons.MissingValue : RowReasons.FirstRowSetAside, ImportField.OrderId);
        }
        else
        {
            _ = MapLine(cells, _head with { Totals = null }, rowNumber, sink);
        }
    }

    public RefusedPlace PlaceOf(CellReader cells) =>
        new(builder.PlaceOf(cells, cells.Key(ImportField.OrderId) ?? _order), Continues: false, _common);

    private void MapFirst(CellReader cells, string order, long rowNumber, RowSink sink)
    {
        // Until this row proves sound, rows that continue it have nothing to continue: not the order before.
        _order = order;
        _head = null;
        _common = null;
        var head = builder.ReadHead(cells);
        if (cells.Fault is not null)
        {
            return;
        }

        // A line that is wrong does not spoil the order's other lines.
        _head = head;
        _common = cells.Filled(s_common);
        if (MapLine(cells, head, rowNumber, sink))
        {
            sink.Rows.AddRange(builder.MoneyLines(head, rowNumber));
        }
    }

    private bool MapLine(CellReader cells, OrderHead head, long rowNumber, RowSink sink)
    {
        var line = builder.ReadLine(cells, head, rowNumber);
        if (cells.Fault is not null)
        {
            return false;
        }

        sink.Add(line);
        return true;
    }
}
