using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// One row, one event, from the cells' bytes into the columns of a block. An event without an id is known by all it says,
/// so a repeated row is the same event.
/// </summary>
internal sealed class EventRowMapper : IRowMapper
{
    // No log has that many kinds of events; what a hostile file invents must not pile up.
    private const int MostNames = 1 << 12;

    private readonly Utf8Table _written = new();
    private readonly List<byte[]> _names = [];
    private readonly byte[] _personal = new byte[1 << 10];

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var name = ReadName(cells);
        var time = cells.RequiredTime(ImportField.OccurredAt);
        var customer = ReadCustomer(cells);
        var visitor = cells.KeyCell(ImportField.VisitorId);
        var session = cells.KeyCell(ImportField.SessionId);
        var product = cells.KeyCell(ImportField.ProductId);
        var order = cells.KeyCell(ImportField.OrderId);
        var value = cells.Cell(ImportField.Value);
        if (customer.IsEmpty && visitor.IsEmpty && session.IsEmpty)
        {
            cells.Fail(RowReasons.MissingValue, cells.Columns.Has(ImportField.CustomerId) ? ImportField.CustomerId : ImportField.VisitorId);
        }

        var device = cells.Cell(ImportField.Device);
        if (BotNames.Names(device))
        {
            cells.Fail(RowReasons.Bot, ImportField.Device, device);
        }

        if (cells.Columns.UserAgent is >= 0 and var agent && BotNames.Names(cells.CellAt(agent)))
        {
            cells.Fail(RowReasons.BotAgent, null, cells.CellAt(agent));
        }

        var key = cells.KeyCell(ImportField.EventId);
        var quantity = cells.Number(ImportField.Quantity)?.ToDouble() ?? 1;
        var price = cells.Minor(ImportField.Price, cells.Currency) ?? EventBlock.NoPrice;
        if (cells.Fault is not null)
        {
            return;
        }

        // Only now, because a text of the block's tables must stand in a row that is taken.
        var events = sink.Events!;
        events.Begin(rowNumber, time.Ticks, quantity, price);
        events.Set(EventText.Name, name);
        events.Set(EventText.Customer, customer);
        events.Set(EventText.Visitor, visitor);
        events.Set(EventText.Session, session);
        events.Set(EventText.Product, product);
        events.Set(EventText.Order, order);
        events.Set(EventText.Value, value);
        events.Set(EventText.Key, key);
        events.Set(EventText.Category, cells.Cell(ImportField.Category));
        events.Set(EventText.Country, cells.Cell(ImportField.Country));
        events.Set(EventText.Source, cells.Cell(ImportField.Source));
        events.Set(EventText.Device, device);
        for (var own = 0; own < events.OwnNames.Count; own++)
        {
            events.Set(EventBlock.Own(own), cells.CellAt(cells.Columns.Kept[own]));
        }

        events.End();
    }

    private ReadOnlySpan<byte> ReadName(CellReader cells)
    {
        var written = cells.Cell(ImportField.EventName);
        if (!written.IsEmpty)
        {
            if (_written.Count == MostNames)
            {
                _written.Clear();
                _names.Clear();
            }

            var code = _written.CodeOf(written);
            if (code == _names.Count)
            {
                _names.Add(Encoding.UTF8.GetBytes(EventNames.ToGa4(Encoding.UTF8.GetString(written))));
            }

            return _names[code];
        }

        // A file without event names is a list of purchases; one that has the column must fill it.
        if (cells.Columns.Has(ImportField.EventName))
        {
            cells.Fail(RowReasons.MissingValue, ImportField.EventName);
        }

        return "purchase"u8;
    }

    private ReadOnlySpan<byte> ReadCustomer(CellReader cells)
    {
        var key = cells.KeyCell(ImportField.CustomerId);
        if (key.IsEmpty || (!cells.CustomersArePersonal && CustomerIdentity.IsOpaque(key)))
        {
            return key;
        }

        var protectedKey = cells.Customer()!;
        return protectedKey.Length <= _personal.Length / 3
            ? _personal.AsSpan(0, Encoding.UTF8.GetBytes(protectedKey, _personal))
            : Encoding.UTF8.GetBytes(protectedKey);
    }
}
