using System.Globalization;
using System.Text;
using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.People;

/// <summary>Creates shops and changes their settings; the only writer of those columns.</summary>
public sealed class ShopStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    private const int SlugMaxLength = 40;

    public async Task<Shop?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Shops.AsNoTracking().SingleOrDefaultAsync(shop => shop.Slug == slug, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Every shop, by name.</summary>
    public async Task<IReadOnlyList<Shop>> ListAsync(CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Shops.AsNoTracking().OrderBy(shop => shop.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates a shop whose address name is made from <paramref name="slug"/> or, without one, from its name.</summary>
    public async Task<Shop> CreateAsync(ShopDetails settings, string? slug, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var shop = new Shop
            {
                Slug = await FreeSlugAsync(context, Slugify(slug ?? settings.Name), cancellationToken).ConfigureAwait(false),
                Name = settings.Name.Trim(),
                Currency = settings.Currency,
                TimeZoneId = settings.TimeZoneId,
                SessionGapMinutes = settings.SessionGapMinutes,
                KeepsPersonalData = settings.KeepsPersonalData,
                CreatedUtc = time.GetUtcNow().UtcDateTime,
            };
            context.Shops.Add(shop);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return shop;
        }
    }

    /// <exception cref="InvalidOperationException">There is no such shop.</exception>
    public async Task ChangeAsync(int shopId, ShopDetails settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var changed = await context.Shops.Where(shop => shop.Id == shopId).ExecuteUpdateAsync(
                set => set
                    .SetProperty(shop => shop.Name, settings.Name.Trim())
                    .SetProperty(shop => shop.Currency, settings.Currency)
                    .SetProperty(shop => shop.TimeZoneId, settings.TimeZoneId)
                    .SetProperty(shop => shop.SessionGapMinutes, settings.SessionGapMinutes)
                    .SetProperty(shop => shop.KeepsPersonalData, settings.KeepsPersonalData),
                cancellationToken).ConfigureAwait(false);
            if (changed != 1)
            {
                throw new InvalidOperationException($"There is no shop {shopId}.");
            }
        }
    }

    /// <summary>Removes a shop and every row that belongs to it, all or none.</summary>
    public async Task DeleteAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                // Lines name their order in the upper bits of their id and no shop, so no cascade reaches them.
                await context.Database.ExecuteSqlAsync(
                    $"""DELETE FROM "OrderLines" WHERE ("Id" >> 20) IN (SELECT "Id" FROM "Orders" WHERE "ShopId" = {shopId})""", cancellationToken).ConfigureAwait(false);
                await context.Shops.Where(shop => shop.Id == shopId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Changes the currency of a shop into which nothing was imported yet.</summary>
    /// <returns>False when it has data, whose amounts are in the currency that it has.</returns>
    public async Task<bool> ChangeCurrencyAsync(int shopId, string currency, CancellationToken cancellationToken)
    {
        if (!Currencies.IsCode(currency))
        {
            throw new ArgumentException($"'{currency}' is no currency code.", nameof(currency));
        }

        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Shops
                .Where(shop => shop.Id == shopId && !context.ImportBatches.Any(batch => batch.ShopId == shopId && batch.State == ImportBatchState.Committed))
                .ExecuteUpdateAsync(set => set.SetProperty(shop => shop.Currency, currency), cancellationToken).ConfigureAwait(false) == 1;
        }
    }

    /// <summary>Lower-case letters, digits and single hyphens; <c>shop</c> for a name that has none, such as a Chinese one.</summary>
    public static string Slugify(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slug = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }
        }
        var trimmed = slug.ToString(0, Math.Min(slug.Length, SlugMaxLength)).Trim('-');
        return trimmed.Length == 0 ? "shop" : trimmed;
    }

    private static async Task<string> FreeSlugAsync(MerchantDbContext context, string wanted, CancellationToken cancellationToken)
    {
        var taken = await context.Shops.Where(shop => shop.Slug.StartsWith(wanted)).Select(shop => shop.Slug)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var slug = wanted;
        for (var number = 2; taken.Contains(slug); number++)
        {
            slug = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        }
        return slug;
    }
}
