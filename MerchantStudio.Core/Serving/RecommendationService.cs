using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>What would be recommended to a customer, by the live model or any other version, and why.</summary>
public sealed class RecommendationService
{
    private readonly SnapshotStore _snapshots;
    private readonly ModelRegistry _registry;
    private readonly ServedModels _models;

    internal RecommendationService(SnapshotStore snapshots, ModelRegistry registry, ServedModels models) =>
        (_snapshots, _registry, _models) = (snapshots, registry, models);

    /// <summary>The top of the list; without any model it is empty and names no version.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not from 1 to <see cref="RecommendationQuery.MostItems"/>.</exception>
    public async Task<RecommendationList> RecommendAsync(RecommendationQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Count, RecommendationQuery.MostItems);
        var version = await _registry.FindAsync(query.ShopId, query.VersionId, cancellationToken).ConfigureAwait(false);
        if (version is null)
        {
            return new RecommendationList { CustomerKey = query.CustomerKey, Items = [] };
        }
        using var snapshot = await _snapshots.OpenAsync(query.ShopId, cancellationToken).ConfigureAwait(false);
        return Answer(snapshot, version, query);
    }

    /// <summary>The customers in whose list of recommendations a product stands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not from 1 to <see cref="RecommendationQuery.MostItems"/>.</exception>
    public async Task<RecommendationAudience> AudienceAsync(AudienceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Count, RecommendationQuery.MostItems);
        var version = await _registry.FindAsync(query.ShopId, query.VersionId, cancellationToken).ConfigureAwait(false);
        if (version is null)
        {
            return new RecommendationAudience();
        }
        using var snapshot = await _snapshots.OpenAsync(query.ShopId, cancellationToken).ConfigureAwait(false);
        var served = _models.Hold(version);
        try
        {
            return new AudienceSearch(snapshot, served, served.AssortmentOf(snapshot), query).Run(cancellationToken);
        }
        finally
        {
            served.Release();
        }
    }

    /// <summary>Categories that a list can be filtered by, in the order of their names.</summary>
    public async Task<IReadOnlyList<string>> CategoriesAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await _snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var names = snapshot.Items.Category.Names;
        return [.. Enumerable.Range(0, names.Count).Select(code => names[code]).Where(name => name.Length > 0).Order(StringComparer.CurrentCulture)];
    }

    /// <summary>Keys of customers with purchases, spread over the whole list, to look at when nobody is named.</summary>
    public async Task<IReadOnlyList<string>> ExampleCustomersAsync(int shopId, int count, CancellationToken cancellationToken)
    {
        using var snapshot = await _snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var step = Math.Max(1, snapshot.Customers.Count / count);
        var keys = new List<string>();
        for (var customer = 0; customer < snapshot.Customers.Count && keys.Count < count; customer += step)
        {
            if ((snapshot.Customers.Flags[customer] & CustomerFlags.Anonymous) == 0)
            {
                keys.Add(snapshot.Customers.Keys[customer]);
            }
        }
        return keys;
    }

    private RecommendationList Answer(Snapshot snapshot, ModelVersion version, RecommendationQuery query)
    {
        var served = _models.Hold(version);
        try
        {
            return new RecommendationAnswer(snapshot, served, served.AssortmentOf(snapshot), query).Build();
        }
        finally
        {
            served.Release();
        }
    }
}
