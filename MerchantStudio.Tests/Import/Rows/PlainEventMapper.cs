using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Tests.Import.Rows;

/// <summary>The obvious way from a row to an event, which the importer's own must agree with.</summary>
internal sealed class PlainEventMapper : IRowMapper
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var name = ReadName(cells);
        var time = cells.RequiredTime(ImportField.OccurredAt);
        var customer = cells.Customer();
        var visitor = cells.Key(ImportField.VisitorId);
        var session = cells.Key(ImportField.SessionId);
        var product = cells.Key(ImportField.ProductId);
        var order = cells.Key(ImportField.OrderId);
        var value = cells.Word(ImportField.Value);
        if (customer is null && visitor is null && session is null)
        {
            cells.Fail(RowReasons.MissingValue, cells.Columns.Has(ImportField.CustomerId) ? ImportField.CustomerId : ImportField.VisitorId);
        }

        var happening = new EventRow
        {
            RowNumber = rowNumber,
            EventKey = cells.Key(ImportField.EventId) ?? EventIdentity.Of(time, [name, customer, visitor, session, product, order, value]),
            Name = name,
            OccurredUtc = time,
            CustomerKey = customer,
            VisitorKey = visitor,
            SessionKey = session,
            ProductKey = product,
            OrderKey = order,
            Quantity = cells.Number(ImportField.Quantity)?.ToDouble() ?? 1,
            PriceMinor = cells.Minor(ImportField.Price, cells.Currency),
            Category = cells.Word(ImportField.Category),
            Country = cells.Word(ImportField.Country),
            Source = cells.Word(ImportField.Source),
            Device = cells.Word(ImportField.Device),
            Value = value,
            Attributes = cells.Attributes(),
        };
        if (cells.Fault is null)
        {
            sink.Add(happening);
        }
    }

    private string ReadName(CellReader cells)
    {
        if (cells.Word(ImportField.EventName) is { } written)
        {
            if (!_names.TryGetValue(written, out var name))
            {
                name = EventNames.ToGa4(written);
                _names[written] = name;
            }

            return name;
        }

        // A file without event names is a list of purchases; one that has the column must fill it.
        if (cells.Columns.Has(ImportField.EventName))
        {
            cells.Fail(RowReasons.MissingValue, ImportField.EventName);
        }

        return EventNames.Purchase;
    }
}
