using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Import;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Something that the shop's files sell lines of.</summary>
/// <param name="Key">Its code.</param>
/// <param name="Title">Its name, where a file gives one.</param>
/// <param name="Believed">Whether files and rules take it for a product.</param>
/// <param name="Word">The owner's word; null when there is none.</param>
public sealed record SoldItem(string Key, string? Title, bool Believed, bool? Word)
{
    /// <summary>What counts.</summary>
    public bool IsProduct => Word ?? Believed;
}

/// <summary>Which of the things that a shop sells are products, and the owner's word on it.</summary>
public sealed class SoldItems(IDbContextFactory<MerchantDbContext> contexts, IImportStore store)
{
    /// <summary>What is taken for postage, fees and the like, and everything that the owner said something about, by code.</summary>
    public Task<List<SoldItem>> NotableAsync(int shopId, int take, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.Products.AsNoTracking().Where(item => item.ShopId == shopId && (!item.IsProduct || item.IsProductOverride != null))
            .OrderBy(item => item.Key).Take(take).Select(item => new SoldItem(item.Key, item.Title, item.IsProduct, item.IsProductOverride))
            .ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>Items whose code or name holds these words, by code.</summary>
    public Task<List<SoldItem>> FindAsync(int shopId, string words, int take, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.Products.AsNoTracking().Where(item => item.ShopId == shopId && (item.Key.Contains(words) || (item.Title != null && item.Title.Contains(words))))
            .OrderBy(item => item.Key).Take(take).Select(item => new SoldItem(item.Key, item.Title, item.IsProduct, item.IsProductOverride))
            .ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>The owner's word; the same as what is believed takes an earlier word back.</summary>
    public Task<bool> SayAsync(int shopId, SoldItem item, bool isProduct, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        return store.SetIsProductAsync(shopId, item.Key, isProduct == item.Believed ? null : isProduct, cancellationToken);
    }
}
