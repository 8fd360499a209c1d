using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Serving;

/// <summary>The versions of a shop's models and which of them is live. The only class that writes that table.</summary>
public sealed class ModelRegistry(IDbContextFactory<MerchantDbContext> contexts, AuditLog audit, TimeProvider time)
{
    /// <summary>Raised, on any thread, with the shop's id after another version went live.</summary>
    public event Action<int>? LiveChanged;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ModelVersion>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.ModelVersions.AsNoTracking().Where(version => version.ShopId == shopId)
                .OrderByDescending(version => version.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A version of a shop, or the live one when <paramref name="versionId"/> is null; null when there is none.</summary>
    public async Task<ModelVersion?> FindAsync(int shopId, long? versionId, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.ModelVersions.AsNoTracking()
                .Where(version => version.ShopId == shopId && (versionId == null ? version.IsLive : version.Id == versionId))
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a version with the next number of its model; it is not live.</summary>
    public async Task<ModelVersion> AddAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var last = await db.ModelVersions.Where(other => other.ShopId == version.ShopId && other.Model == version.Model)
                .MaxAsync(other => (int?)other.Version, cancellationToken).ConfigureAwait(false);
            var added = version with { Version = (last ?? 0) + 1 };
            db.ModelVersions.Add(added);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return added;
        }
    }

    /// <summary>Makes a version live instead of the one that is, and writes down who did so.</summary>
    /// <returns>False when the shop has no such version.</returns>
    public Task<bool> MakeLiveAsync(int shopId, long versionId, Actor actor, CancellationToken cancellationToken) =>
        SwitchAsync(shopId, versionId, actor, "model.live", cancellationToken);

    /// <summary>Makes the version live again that was live before the present one.</summary>
    /// <returns>The version that is live now; null when there was none before.</returns>
    public async Task<ModelVersion?> RollBackAsync(int shopId, Actor actor, CancellationToken cancellationToken)
    {
        var versions = await ListAsync(shopId, cancellationToken).ConfigureAwait(false);
        var previous = versions.Where(version => !version.IsLive && version.MadeLiveUtc is not null).MaxBy(version => version.MadeLiveUtc);
        if (previous is null || !await SwitchAsync(shopId, previous.Id, actor, "model.rollback", cancellationToken).ConfigureAwait(false))
        {
            return null;
        }
        return previous;
    }

    private async Task<bool> SwitchAsync(int shopId, long versionId, Actor actor, string action, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var versions = await db.ModelVersions.Where(version => version.ShopId == shopId && (version.IsLive || version.Id == versionId))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            if (versions.All(version => version.Id != versionId))
            {
                return false;
            }
            var now = time.GetUtcNow().UtcDateTime;
            foreach (var version in versions)
            {
                version.IsLive = version.Id == versionId;
                version.MadeLiveUtc = version.IsLive ? now : version.MadeLiveUtc;
            }
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        var subject = FormattableString.Invariant($"model-version/{versionId}");
        await audit.WriteAsync(actor, action, subject, detail: null, cancellationToken).ConfigureAwait(false);
        LiveChanged?.Invoke(shopId);
        return true;
    }
}
