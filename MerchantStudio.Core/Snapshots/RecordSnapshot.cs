using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots.Building;
using MerchantStudio.Core.Storage.Events;
using MerchantStudio.Core.Storage.Model;
using MerchantStudio.Core.Storage.Record;

namespace MerchantStudio.Core.Snapshots;

/// <summary>Feeds a builder with everything that a shop's record holds.</summary>
internal sealed class RecordSnapshot(ShopRecord record, EventSegments segments)
{
    private readonly SnapshotBuilder _builder = new(ShopOf(record.Shop));
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
            using var segment = segments.Open(batch.ShopId, batch.Id);
            SegmentRows.Add(_builder, segment, cancellationToken);
        }

        return _builder;
    }

    private void AddOrders(CancellationToken cancellationToken)
    {
        var orders = new Dictionary<long, RecordedOrder>();
        foreach (var order in record.Orders())
        {
            orders.Add(order.Id, order);
        }

        if (orders.Count == 0)
        {
            return;
        }

        var codes = orders.ToDictionary(pair => pair.Key, pair => AddOrder(pair.Value));
        foreach (var line in record.Lines(orders.Keys.Min(), orders.Keys.Max()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (orders.TryGetValue(line.OrderId, out var order))
            {
                AddLine(order, codes[line.OrderId], line);
            }
        }
    }

    private int AddOrder(RecordedOrder order) => _builder.Add(new SnapshotOrder(order.Key)
    {
        Status = order.Status,
        CustomerKey = order.CustomerId is { } id ? _builder.Customers.Keys[_customers[id]] : null,
        Time = order.Time,
    });

    private void AddLine(RecordedOrder order, int orderCode, RecordedLine line)
    {
        var row = _builder.Rows.Add(new RawRow
        {
            Customer = order.CustomerId is { } customer ? _customers[customer] : -1,
            Item = _items[line.ProductId],
            Order = orderCode,
            Kind = line.IsReturn ? InteractionKind.Refund : InteractionKind.Purchase,
            Time = order.Time,
            Quantity = (float)line.Quantity,
            // Amounts of another currency cannot be added to the shop's: such a line counts as an act, not as money.
            Amount = order.Currency == record.Shop.Currency ? line.TotalMinor : 0,
        });
        if (order.Country is { } country)
        {
            _builder.Rows.Attribute(RowAttribute.Country).Set(row, _builder.AttributeNames[(int)RowAttribute.Country].CodeOf(country));
        }
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
