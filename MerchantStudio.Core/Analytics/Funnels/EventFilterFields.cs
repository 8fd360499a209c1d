using System.Globalization;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>One thing that an event can be filtered by.</summary>
/// <param name="Key">Name in texts and addresses.</param>
/// <param name="Get">What a filter says of it; null for no restriction.</param>
/// <param name="With">The filter with it; null when the text is no value of it.</param>
public sealed record EventFilterField(string Key, Func<EventFilter, string?> Get, Func<EventFilter, string, EventFilter?> With);

public static class EventFilterFields
{
    /// <summary>In the order in which they are written.</summary>
    public static IReadOnlyList<EventFilterField> All { get; } =
    [
        new("product", filter => filter.ProductKey, (filter, value) => filter with { ProductKey = value }),
        new("category", filter => filter.Category, (filter, value) => filter with { Category = value }),
        new("brand", filter => filter.Brand, (filter, value) => filter with { Brand = value }),
        new("country", filter => filter.Country, (filter, value) => filter with { Country = value }),
        new("source", filter => filter.Source, (filter, value) => filter with { Source = value }),
        new("device", filter => filter.Device, (filter, value) => filter with { Device = value }),
        new("value", filter => filter.Value, (filter, value) => filter with { Value = value }),
        new("tag", filter => filter.CustomerTag, (filter, value) => filter with { CustomerTag = value }),
        new("min", filter => Text(filter.MinAmountMinor), (filter, value) => Amount(value) is { } minor ? filter with { MinAmountMinor = minor } : null),
        new("max", filter => Text(filter.MaxAmountMinor), (filter, value) => Amount(value) is { } minor ? filter with { MaxAmountMinor = minor } : null),
    ];

    /// <summary>The field of that key; any key that is not known is an attribute of the shop's own.</summary>
    public static EventFilterField Find(string key) => All.FirstOrDefault(field => field.Key == key)
        ?? new(key, filter => filter.Own.Pairs.GetValueOrDefault(key), (filter, value) => filter with { Own = filter.Own.With(key, value) });

    /// <summary>What a filter says: the known fields first, then the shop's own by name.</summary>
    public static IEnumerable<(EventFilterField Field, string Value)> Of(EventFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return All.Concat(filter.Own.Pairs.Keys.Select(Find)).Select(field => (field, Value: field.Get(filter)!)).Where(part => part.Value is not null);
    }

    /// <summary>The filter without one of its fields; null when nothing is left of it.</summary>
    public static EventFilter? Without(EventFilter filter, string key)
    {
        var rest = Of(filter).Where(part => part.Field.Key != key).ToList();
        return rest.Count == 0 ? null : rest.Aggregate(new EventFilter(), (made, part) => part.Field.With(made, part.Value) ?? made);
    }

    private static string? Text(long? minor) => minor?.ToString(CultureInfo.InvariantCulture);

    private static long? Amount(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor) ? minor : null;
}
