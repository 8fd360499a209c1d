using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Core.Pipeline.Actions;

/// <summary>A segment that somebody of the shop made.</summary>
public sealed record OwnSegment(int Id, string Name, SegmentRule Rule, DateTime CreatedUtc, string? CreatedBy);

/// <summary>A shop's own segments; who saved or removed one is written into the audit log.</summary>
public sealed class OwnSegmentService(SegmentStore segments, ContactBook contacts, AuditLog audit)
{
    public const int NameMaxLength = 120;

    /// <summary>By name. One whose rule cannot be read any more is left out rather than taken for everybody.</summary>
    public async Task<IReadOnlyList<OwnSegment>> ListAsync(int shopId, CancellationToken cancellationToken) =>
        [.. (await segments.ListAsync(shopId, cancellationToken).ConfigureAwait(false)).Select(Read).OfType<OwnSegment>()];

    /// <summary>Null when the shop has no such segment.</summary>
    public async Task<OwnSegment?> FindAsync(int shopId, int segmentId, CancellationToken cancellationToken) =>
        await segments.FindAsync(shopId, segmentId, cancellationToken).ConfigureAwait(false) is { } saved ? Read(saved) : null;

    /// <summary>Adds a segment, or changes the one of that id.</summary>
    /// <returns>Its id; null when the shop has another of that name.</returns>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public async Task<int?> SaveAsync(Actor actor, int? segmentId, string name, SegmentRule rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(rule);
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > NameMaxLength)
        {
            throw new ArgumentException($"A segment's name has 1 to {NameMaxLength} characters.", nameof(name));
        }

        var id = await segments.SaveAsync(actor, ShopOf(actor), segmentId, name.Trim(), (rule.Tidy() ?? new SegmentRule()).ToJson(), cancellationToken).ConfigureAwait(false);
        if (id is not null)
        {
            await audit.WriteAsync(actor, "segment.saved", $"segment/{id}", null, cancellationToken).ConfigureAwait(false);
        }

        return id;
    }

    /// <summary>
    /// Names of the shop's customers by key, for a file that leaves the program, which the audit log says; empty for a shop
    /// that keeps none.
    /// </summary>
    /// <param name="actor">Who takes the file; asking for the right is the caller's.</param>
    /// <param name="segmentId">The segment; null for one that is not saved.</param>
    /// <param name="customers">How many are in the file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyDictionary<string, string>> ExportNamesAsync(Actor actor, int? segmentId, int customers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var known = await contacts.OfAsync(ShopOf(actor), cancellationToken).ConfigureAwait(false);
        await audit.WriteAsync(actor, "segment.exported", $"segment/{segmentId}", $"customers={customers}", cancellationToken).ConfigureAwait(false);
        return known.Where(pair => pair.Value.Name is not null).ToDictionary(pair => pair.Key, pair => pair.Value.Name!, StringComparer.Ordinal);
    }

    /// <summary>False when the shop has no such segment. Actions that were made of it keep their lists.</summary>
    public async Task<bool> RemoveAsync(Actor actor, int segmentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var removed = await segments.RemoveAsync(ShopOf(actor), segmentId, cancellationToken).ConfigureAwait(false);
        if (removed)
        {
            await audit.WriteAsync(actor, "segment.removed", $"segment/{segmentId}", null, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private static OwnSegment? Read(SavedSegment saved) => SegmentRule.Parse(saved.DefinitionJson) is { } rule
        ? new OwnSegment(saved.Id, saved.Name, rule, saved.CreatedUtc, saved.CreatedBy)
        : null;

    private static int ShopOf(Actor actor) => actor.ShopId ?? throw new ArgumentException("A segment belongs to a shop.", nameof(actor));
}
