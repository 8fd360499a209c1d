using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots.Building;
using MerchantStudio.Core.Storage.Events;
using MerchantStudio.Core.Storage.Model;
using MerchantStudio.Core.Storage.Record;

namespace MerchantStudio.Core.Snapshots;

/// <summary>Feeds a builder with everything that a shop's record holds.</summary>
/// <param name="record">The record.</param>
/// <param name="segments">Its events.</param>
/// <param name="temporaryPath">Begin of the paths of temporary files.</param>
internal sealed class RecordSnapshot(ShopRecord record, EventSegments segments, string temporaryPath) : IDisposable
{
    /// <summary>Orders that are held in memory while their lines are read.</summary>
    private const int OrdersAtATime = 1 << 15;

    private readonly SnapshotBuilder _builder = new(ShopOf(record.Shop), temporaryPath);
    private readonly Dictionary<int, int> _customers = [];
    private readonly Dictionary<int, int> _items = [];

    public static SnapshotShop ShopOf(Shop shop) =>
        new(shop.Id, shop.Currency, shop.TimeZoneId, shop.SessionGapMinutes, shop.DataVersion);

    public async Task<SnapshotBuilder> BuildAsync(CancellationToken cancellationToken)
    {
        await foreach (var customer in record.Customers().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            _customers.Add(customer.Id, _builder.Add(ToSnapshot(customer)));
        }

        await foreach (var product in record.Products().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            _items.Add(product.Id, _builder.Add(ToSnapshot(product)));
        }

        AddOrders(cancellationToken);
        foreach (var batch in await record.EventBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            _builder.Sources.Add(new SegmentRows(_builder, () => segments.Open(batch.ShopId, batch.Id), cancellationToken));
        }

        return _builder;
    }

    public void Dispose() => _builder.Dispose();

    private void AddOrders(CancellationToken cancellationToken)
    {
        var orders = new List<(RecordedOrder Order, int Code)>();
        for (long? last = null; ; last = orders[^1].Order.Id)
        {
            orders.Clear();
            orders.AddRange(record.Orders(last, OrdersAtATime).Select(order => (order, AddOrder(order))));
            if (orders.Count == 0)
            {
                return;
            }

            var next = 0;
            foreach (var line in record.Lines(orders[0].Order.Id, orders[^1].Order.Id))
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (orders[next].Order.Id < line.OrderId)
                {
                    next++;
                }

                // Lines of other shops' orders may lie between.
                if (orders[next].Order.Id == line.OrderId)
                {
                    AddLine(orders[next].Order, orders[next].Code, line);
                }
            }
        }
    }

    private int AddOrder(RecordedOrder order)
    {
        var code = _builder.Orders.CodeOf(order.Key);
        var customer = order.CustomerId is { } id ? _customers[id] : -1;
        _builder.OrderNotes.Set(code, new OrderNote(IsRecorded: true, order.Status, customer, order.Time));
        return code;
    }

    private void AddLine(RecordedOrder order, int orderCode, RecordedLine line)
    {
        var row = new RawRow
        {
            Customer = order.CustomerId is { } customer ? _customers[customer] : -1,
            Item = _items[line.ProductId],
            Order = orderCode,
            Kind = line.IsReturn ? InteractionKind.Refund : InteractionKind.Purchase,
            Time = order.Time,
            Quantity = (float)line.Quantity,
            // Amounts of another currency cannot be added to the shop's: such a line counts as an act, not as money.
            Amount = order.Currency == record.Shop.Currency ? line.TotalMinor : 0,
        };
        var attributes = AttributeCodes.None;
        attributes[(int)RowAttribute.Country] = _builder.AttributeNames[(int)RowAttribute.Country].CodeOf(order.Country);
        _builder.Add(row, attributes);
    }

    private static SnapshotCustomer ToSnapshot(Customer customer) => new(customer.Key)
    {
        Country = customer.Country,
        City = customer.City,
        Tags = customer.Tags,
        AcceptsMarketing = customer.AcceptsMarketing,
        Since = customer.CreatedUtc is { } created ? UtcMilliseconds.From(created) : null,
    };

    private static SnapshotItem ToSnapshot(Product product) => new(product.Key)
    {
        Title = product.Title,
        Text = product.Description,
        Tags = product.Tags,
        ImageUrl = product.ImageUrl,
        Category = product.Category,
        Brand = product.Brand,
        ParentKey = product.ParentKey,
        PriceMinor = product.PriceMinor,
        CostMinor = product.CostMinor,
        Stock = product.Stock,
        IsProduct = product.IsProductOverride ?? product.IsProduct,
        IsActive = product.IsActive ?? true,
        InCatalog = product.InCatalog,
    };
}
