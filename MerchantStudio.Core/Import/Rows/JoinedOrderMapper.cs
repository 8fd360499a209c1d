using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>Lines whose buyer, time, state and amounts stand in a second file, joined by the order's number (Taobao).</summary>
internal sealed class JoinedOrderMapper(OrderLineBuilder builder, IReadOnlyDictionary<string, OrderLineRow> orders) : IRowMapper
{
    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var key = cells.RequiredKey(ImportField.OrderId);
        if (!orders.TryGetValue(key, out var order))
        {
            cells.Fail(RowReasons.NoOrderForLine, ImportField.OrderId, cells.Cell(ImportField.OrderId));
            return;
        }

        var head = HeadOf(order);
        var line = builder.ReadLine(cells, head, rowNumber);
        if (cells.Fault is not null)
        {
            return;
        }

        sink.Add(line);
        if (builder.RefundOf(head, line) is { } refund)
        {
            sink.Add(refund);
        }
    }

    public RefusedPlace PlaceOf(CellReader cells) => new(builder.PlaceOf(cells, cells.Key(ImportField.OrderId)), Continues: false, Common: null);

    private static OrderHead HeadOf(OrderLineRow order) => new()
    {
        OrderKey = order.OrderKey,
        OrderedUtc = order.OrderedUtc,
        Currency = order.Currency,
        CustomerKey = order.CustomerKey,
        Status = order.Status,
        UnknownStatus = order.UnknownStatus,
        Country = order.Country,
        Totals = order.Totals,
    };
}
