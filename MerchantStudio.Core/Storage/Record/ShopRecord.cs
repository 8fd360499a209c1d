using System.Data.Common;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Engines;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Record;

/// <summary>An order's line as analyses need it.</summary>
public readonly record struct RecordedLine(long OrderId, int ProductId, double Quantity, long TotalMinor, bool IsReturn);

/// <summary>An order as analyses need it. Time in unix milliseconds.</summary>
public readonly record struct RecordedOrder(long Id, string Key, int? CustomerId, long Time, OrderStatus Status, string? Country, string Currency);

/// <summary>
/// One shop's record at one moment: everything read from it belongs together, whatever is committed meanwhile. Read one
/// sequence to its end before the next.
/// </summary>
public sealed class ShopRecord : IAsyncDisposable
{
    private readonly MerchantDbContext _context;
    private readonly DbTransaction _transaction;
    private readonly IStorageEngine _engine;

    internal ShopRecord(MerchantDbContext context, DbTransaction transaction, IStorageEngine engine, Shop shop)
    {
        (_context, _transaction, _engine, Shop) = (context, transaction, engine, shop);
    }

    public Shop Shop { get; }

    public IAsyncEnumerable<Customer> Customers() =>
        _context.Customers.AsNoTracking().Where(customer => customer.ShopId == Shop.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<Product> Products() =>
        _context.Products.AsNoTracking().Where(product => product.ShopId == Shop.Id).AsAsyncEnumerable();

    /// <summary>Batches of events that are part of the record, oldest first.</summary>
    public async Task<IReadOnlyList<ImportBatch>> EventBatchesAsync(CancellationToken cancellationToken) => await _context.ImportBatches
        .AsNoTracking()
        .Where(batch => batch.ShopId == Shop.Id && batch.State == ImportBatchState.Committed && batch.Kind == ImportKind.Events)
        .OrderBy(batch => batch.Id)
        .ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>By id, so many at a time.</summary>
    /// <param name="after">The last one of the time before; null to begin.</param>
    /// <param name="limit">The most that are given.</param>
    public IEnumerable<RecordedOrder> Orders(long? after, int limit)
    {
        using var command = Command("""
            SELECT "Id", "Key", "CustomerId", "OrderedUtc", "Status", "Country", "Currency" FROM "Orders"
            WHERE "ShopId" = @shop AND "Id" > @after ORDER BY "Id" LIMIT @limit
            """);
        Add(command, "shop", Shop.Id);
        Add(command, "after", after ?? long.MinValue);
        Add(command, "limit", limit);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new RecordedOrder(
                reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt32(2), reader.GetInt64(3),
                (OrderStatus)reader.GetInt16(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetString(6));
        }
    }

    /// <summary>
    /// Lines of the orders with ids from <paramref name="firstOrder"/> to <paramref name="lastOrder"/>, by order; orders of
    /// other shops may lie between.
    /// </summary>
    public IEnumerable<RecordedLine> Lines(long firstOrder, long lastOrder) =>
        _engine.ReadLines(_transaction, OrderLine.IdOf(firstOrder, 0), OrderLine.IdOf(lastOrder + 1, 0));

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _context.DisposeAsync().ConfigureAwait(false);
    }

    private DbCommand Command(string sql)
    {
        var command = _transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        return command;
    }

    private static void Add(DbCommand command, string name, long value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
