using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>What a shop's events are called, and what they can be filtered by.</summary>
/// <param name="Events">Most frequent first.</param>
/// <param name="Values">Per key of <see cref="EventFilterFields"/>: values to offer; keys that the shop has no values of are left out.</param>
public sealed record EventVocabulary(IReadOnlyList<string> Events, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>Attributes of the shop's own; their values stand among <see cref="Values"/>.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];
}

public sealed class EventVocabularyQuery(SnapshotStore snapshots, AnalyticsCache cache)
{
    private const int MostValues = 200;

    /// <summary>Empty for a shop without data.</summary>
    public async Task<EventVocabulary> RunAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        return cache.Get(snapshot, nameof(EventVocabulary), () => Of(snapshot));
    }

    internal static EventVocabulary Of(Snapshot snapshot)
    {
        var counts = new int[256];
        foreach (var kind in snapshot.RowKind)
        {
            counts[(int)kind]++;
        }
        var events = Enumerable.Range(0, counts.Length).Where(kind => counts[kind] > 0).OrderByDescending(kind => counts[kind])
            .Select(kind => snapshot.NameOf((InteractionKind)kind)).ToList();
        var tags = EventColumns.Names(snapshot.Customers.Tags).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var values = new Dictionary<string, IReadOnlyList<string>>
        {
            ["category"] = Some(EventColumns.CategoryNames(snapshot)),
            ["brand"] = Some(EventColumns.Names(snapshot.Items.Brand)),
            ["country"] = Some(EventColumns.Names(snapshot.Attribute(RowAttribute.Country))),
            ["source"] = Some(EventColumns.Names(snapshot.Attribute(RowAttribute.Source))),
            ["device"] = Some(EventColumns.Names(snapshot.Attribute(RowAttribute.Device))),
            ["value"] = Some(EventColumns.Names(snapshot.Attribute(RowAttribute.Value))),
            ["tag"] = Some(tags),
        };
        if (AttributeNames.BrandIsOwn(snapshot))
        {
            values["brand"] = Some(AttributeNames.Of(snapshot, FunnelAttribute.Brand));
        }
        var own = snapshot.OwnNames.Where(name => !EventFilterFields.All.Any(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase))).ToList();
        foreach (var name in own)
        {
            values[name] = Some(EventColumns.Names(snapshot.OwnTexts(snapshot.OwnNumber(name))));
        }
        return new EventVocabulary(events, values.Where(pair => pair.Value.Count > 0).ToDictionary(pair => pair.Key, pair => pair.Value)) { Own = own };
    }

    private static List<string> Some(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Take(MostValues).Order(StringComparer.Ordinal)];
}
