using System.Collections.Immutable;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>What events can be broken down by: something that many logs have, or an attribute of the shop's own.</summary>
/// <param name="Name">As addresses write it; for an own attribute, as the file's header does.</param>
/// <param name="IsOwn">Whether it is one of the shop's own.</param>
public sealed record FunnelAttribute(string Name, bool IsOwn)
{
    public static FunnelAttribute Country { get; } = new(nameof(Country), IsOwn: false);
    public static FunnelAttribute Source { get; } = new(nameof(Source), IsOwn: false);
    public static FunnelAttribute Device { get; } = new(nameof(Device), IsOwn: false);
    public static FunnelAttribute Category { get; } = new(nameof(Category), IsOwn: false);

    /// <summary>Of the event's product.</summary>
    public static FunnelAttribute Brand { get; } = new(nameof(Brand), IsOwn: false);

    /// <summary>Search words or page address of the event.</summary>
    public static FunnelAttribute Value { get; } = new(nameof(Value), IsOwn: false);

    /// <summary>Those that need no file to name them.</summary>
    public static IReadOnlyList<FunnelAttribute> Known { get; } = [Country, Source, Device, Category, Brand, Value];

    /// <summary>The attribute of that name: a known one, else one of the shop's own; null for no name.</summary>
    public static FunnelAttribute? Parse(string? name) => string.IsNullOrWhiteSpace(name)
        ? null
        : Known.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) ?? new FunnelAttribute(name.Trim(), IsOwn: true);

    public override string ToString() => Name;
}

/// <summary>What own attributes must say: pairs of name and text in the order of the names. Equal when the pairs are.</summary>
public sealed record OwnFilters
{
    private OwnFilters(ImmutableSortedDictionary<string, string> pairs) => Pairs = pairs;

    public static OwnFilters None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public ImmutableSortedDictionary<string, string> Pairs { get; }

    /// <summary>These with one more, or with another text for it; null takes it away.</summary>
    public OwnFilters With(string name, string? text) => new(text is null ? Pairs.Remove(name) : Pairs.SetItem(name, text));

    public bool Equals(OwnFilters? other) => other is not null && Pairs.SequenceEqual(other.Pairs);

    public override int GetHashCode() => Pairs.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
