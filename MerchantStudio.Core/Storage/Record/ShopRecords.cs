using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Engines;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Record;

/// <summary>Opens shops' records for reading as a whole.</summary>
public sealed class ShopRecords(IDbContextFactory<MerchantDbContext> contexts, IStorageEngine engine)
{
    /// <summary>The shop; null when there is none with that id.</summary>
    public async Task<Shop?> FindShopAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Shops.AsNoTracking().SingleOrDefaultAsync(shop => shop.Id == shopId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="InvalidOperationException">There is no such shop.</exception>
    public async Task<ShopRecord> OpenAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var transaction = engine.BeginRead(context.Database.GetDbConnection());
            _ = await context.Database.UseTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
            var shop = await context.Shops.AsNoTracking().SingleOrDefaultAsync(s => s.Id == shopId, cancellationToken).ConfigureAwait(false);
            return new ShopRecord(context, transaction, engine, shop ?? throw new InvalidOperationException($"There is no shop {shopId}."));
        }
        catch
        {
            await context.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
