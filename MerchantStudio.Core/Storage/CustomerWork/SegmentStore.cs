using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>Keeps a shop's own segments; the only writer of their table.</summary>
public sealed class SegmentStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<SavedSegment>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.SavedSegments.AsNoTracking().Where(segment => segment.ShopId == shopId)
                .OrderBy(segment => segment.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Null when the shop has no such segment.</summary>
    public async Task<SavedSegment?> FindAsync(int shopId, int segmentId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.SavedSegments.AsNoTracking()
                .SingleOrDefaultAsync(segment => segment.ShopId == shopId && segment.Id == segmentId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a segment, or changes the one of that id.</summary>
    /// <returns>Its id; null when another segment of the shop has the name already, or when there is none of that id.</returns>
    public async Task<int?> SaveAsync(Actor actor, int shopId, int? segmentId, string name, string definitionJson, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var segments = context.SavedSegments.Where(segment => segment.ShopId == shopId);
            if (await segments.AnyAsync(segment => segment.Name == name && segment.Id != segmentId, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var saved = segmentId is { } id
                ? await segments.SingleOrDefaultAsync(segment => segment.Id == id, cancellationToken).ConfigureAwait(false)
                : context.SavedSegments.Add(New(actor, shopId, name, definitionJson)).Entity;
            if (saved is null)
            {
                return null;
            }

            (saved.Name, saved.DefinitionJson) = (name, definitionJson);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return saved.Id;
        }
    }

    /// <summary>False when the shop has no such segment.</summary>
    public async Task<bool> RemoveAsync(int shopId, int segmentId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.SavedSegments.Where(segment => segment.ShopId == shopId && segment.Id == segmentId)
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1;
        }
    }

    private SavedSegment New(Actor actor, int shopId, string name, string definitionJson) => new()
    {
        ShopId = shopId, Name = name, DefinitionJson = definitionJson, CreatedUtc = time.GetUtcNow().UtcDateTime, CreatedBy = actor.UserName,
    };
}
