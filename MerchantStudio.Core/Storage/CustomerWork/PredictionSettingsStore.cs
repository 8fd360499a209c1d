using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>What each shop chose about its predictions; the only writer of that table.</summary>
public sealed class PredictionSettingsStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    public const int LongestHorizonDays = 1825;
    public const int LongestHorizonWeeks = 520;

    /// <summary>Null for a shop that left everything to its rhythm and the installation's settings.</summary>
    public async Task<PredictionSettings?> FindAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.PredictionSettings.AsNoTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes some of a shop's choices; the others stay as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A choice is out of its range.</exception>
    public async Task ChangeAsync(int shopId, Func<PredictionSettings, PredictionSettings> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var now = time.GetUtcNow().UtcDateTime;
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var before = await context.PredictionSettings.AsNoTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancellationToken).ConfigureAwait(false);
            var after = change(before ?? new PredictionSettings { ShopId = shopId, ChangedUtc = now }) with { ShopId = shopId, ChangedUtc = now };
            Check(after);
            context.Entry(after).State = before is null ? EntityState.Added : EntityState.Modified;
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Check(PredictionSettings settings)
    {
        if (settings.ChurnHorizonDays is < 1 or > LongestHorizonDays || settings.ValueHorizonWeeks is < 1 or > LongestHorizonWeeks
            || settings.YearlyDiscount is < 0 or > 1 or double.NaN)
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings, "A choice is out of its range.");
        }
    }
}
