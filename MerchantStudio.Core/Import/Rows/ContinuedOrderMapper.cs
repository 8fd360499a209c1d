using MerchantStudio.Core.Domain;


namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// Orders whose first row has the common cells and whose further rows leave them blank (Shopify). The blank cells are
/// those of the first row, never zero. Rows depend on those before, so one mapper reads the whole file.
/// </summary>
internal sealed class ContinuedOrderMapper(OrderLineBuilder builder) : IRowMapper
{
    private string? _order;
    private OrderHead? _head;

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

    private void MapFirst(CellReader cells, string order, long rowNumber, RowSink sink)
    {
        // Until this row proves sound, rows that continue it have nothing to continue: not the order before.
        _order = order;
        _head = null;
        var head = builder.ReadHead(cells);
        if (cells.Fault is not null)
        {
            return;
        }

        // A line that is wrong does not spoil the order's other lines.
        _head = head;
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
