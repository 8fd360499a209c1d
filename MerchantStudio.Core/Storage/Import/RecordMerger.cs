using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Puts validated rows into the record: finds or makes what they name, changes what they say otherwise, and leaves alone
/// what they do not mention.
/// </summary>
internal sealed class RecordMerger
{
    private const int CustomerCapacity = 400_000;
    private const int ProductCapacity = 100_000;
    private const int OrderCapacity = 100_000;
    private const int ReviewCapacity = 20_000;

    private static readonly int s_name = RecordTable.Customers.IndexOf(nameof(Customer.ProtectedName));
    private static readonly int s_email = RecordTable.Customers.IndexOf(nameof(Customer.ProtectedEmail));
    private readonly RecordCache _customers;
    private readonly RecordCache _products;
    private readonly RecordCache _reviews;
    private readonly OrderMerger _orders;
    private readonly PersonalData _personalData;

    public RecordMerger(IBulkSession session, KnownRecords known, ImportBatch batch, PersonalData personalData)
    {
        _personalData = personalData;
        _customers = new RecordCache(RecordTable.Customers, known.Customers, session, batch.ShopId, batch.Id, CustomerCapacity);
        _products = new RecordCache(RecordTable.Products, known.Products, session, batch.ShopId, batch.Id, ProductCapacity);
        _reviews = new RecordCache(RecordTable.Reviews, known.Reviews, session, batch.ShopId, batch.Id, ReviewCapacity);
        var orders = new RecordCache(RecordTable.Orders, known.Orders, session, batch.ShopId, batch.Id, OrderCapacity);
        _orders = new OrderMerger(session, known, batch, orders, _customers, _products);
    }

    /// <summary>Merges rows and tells each one's outcome.</summary>
    public void Merge(IReadOnlyList<ImportedRow> rows, OutcomeTally tally)
    {
        Prefetch(rows);
        foreach (var row in rows)
        {
            tally.Add(row.RowNumber, row switch
            {
                OrderLineRow line => _orders.Merge(line),
                ProductRow product => Merge(_products, product.ProductKey, RowCells.Of(product), product.Cleared),
                CustomerRow customer => Merge(customer),
                ReviewRow review => Merge(_reviews, review.ReviewKey, RowCells.Of(review), review.Cleared),
                _ => throw new InvalidOperationException($"The record does not take a {row.GetType().Name}."),
            });
        }

        _orders.FlushLines();
        EvictFull();
    }

    public void Flush()
    {
        _customers.Flush();
        _products.Flush();
        _reviews.Flush();
        _orders.Flush();
    }

    private void Prefetch(IReadOnlyList<ImportedRow> rows)
    {
        _customers.Prefetch(rows, row => row switch
        {
            OrderLineRow line => line.CustomerKey,
            CustomerRow customer => customer.CustomerKey,
            _ => null,
        });
        _products.Prefetch(rows, row => row switch
        {
            OrderLineRow line => line.ProductKey,
            ProductRow product => product.ProductKey,
            _ => null,
        });
        _reviews.Prefetch(rows, row => (row as ReviewRow)?.ReviewKey);
        _orders.Prefetch(rows);
    }

    private void EvictFull()
    {
        _orders.EvictIfFull();
        foreach (var cache in new[] { _customers, _products, _reviews }.Where(cache => cache.IsFull))
        {
            cache.Evict();
        }
    }

    private static RowOutcome Merge(RecordCache cache, string key, object?[] cells, IReadOnlyList<ImportField>? cleared)
    {
        var entry = cache.Get(key, out var isMade);
        var changed = cache.SetAll(entry, cells);
        foreach (var field in cleared ?? [])
        {
            changed |= cache.Clear(entry, cache.Table.IndexOf(RowCells.ColumnOf(field)));
        }

        return isMade ? RowOutcome.Inserted : changed ? RowOutcome.Updated : RowOutcome.Unchanged;
    }

    private RowOutcome Merge(CustomerRow row)
    {
        var outcome = Merge(_customers, row.CustomerKey, RowCells.Of(row), row.Cleared);
        var entry = _customers.Get(row.CustomerKey, out _);
        var changed = SetPersonal(entry, s_name, row.DisplayName) | SetPersonal(entry, s_email, row.Email);
        return outcome == RowOutcome.Unchanged && changed ? RowOutcome.Updated : outcome;
    }

    /// <summary>The same text is encrypted differently every time, so what is stored is compared in the clear.</summary>
    private bool SetPersonal(RecordEntry entry, int column, string? value) =>
        value is not null && value != _personalData.Reveal((string?)entry.Cells[column])
        && _customers.Set(entry, column, _personalData.Protect(value));
}
