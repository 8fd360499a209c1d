using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>One kind of event with its filter, as numbers of a snapshot.</summary>
internal sealed class EventMatcher
{
    private readonly bool[]? _items;
    private readonly bool[]? _categories;
    private readonly bool[]? _countries;
    private readonly bool[]? _sources;
    private readonly bool[]? _devices;
    private readonly bool[]? _brands;
    private readonly bool[]? _values;
    private readonly bool[]? _tags;
    private readonly (int Number, bool[] Allowed)[] _own;
    private readonly long _min;
    private readonly long _max;

    public EventMatcher(Snapshot snapshot, string name, EventFilter? filter)
    {
        Kind = KindOf(snapshot, name);
        _items = filter?.ProductKey is { } product ? Only(snapshot.Items.Count, snapshot.Items.Find(product)) : null;
        _categories = filter?.Category is { } category ? EventColumns.CategoriesNamed(snapshot, category) : null;
        _countries = Named(snapshot.Attribute(RowAttribute.Country), filter?.Country);
        _sources = Named(snapshot.Attribute(RowAttribute.Source), filter?.Source);
        _devices = Named(snapshot.Attribute(RowAttribute.Device), filter?.Device);
        _brands = AttributeNames.BrandIsOwn(snapshot) ? null : Named(snapshot.Items.Brand, filter?.Brand);
        _values = Named(snapshot.Attribute(RowAttribute.Value), filter?.Value);
        _tags = Tagged(snapshot.Customers.Tags, filter?.CustomerTag);
        var own = filter?.Own ?? OwnFilters.None;
        own = filter?.Brand is { } brand && AttributeNames.BrandIsOwn(snapshot) ? own.With(nameof(FunnelAttribute.Brand), brand) : own;
        _own = [.. own.Pairs.Select(pair => OwnNamed(snapshot, pair.Key, pair.Value))];
        (_min, _max) = (filter?.MinAmountMinor ?? long.MinValue, filter?.MaxAmountMinor ?? long.MaxValue);
        HasFilter = filter is not null && filter != new EventFilter();
    }

    /// <summary>Null for an event that this shop has none of.</summary>
    public InteractionKind? Kind { get; }

    public bool HasFilter { get; }

    public bool Matches(in EventColumns columns, int row) =>
        Allows(_items, columns.Item[row]) && Allows(_categories, _categories is null ? 0 : columns.CategoryOf(row))
        && Allows(_countries, EventColumns.CodeAt(columns.Country, row)) && Allows(_sources, EventColumns.CodeAt(columns.Source, row))
        && Allows(_devices, EventColumns.CodeAt(columns.Device, row))
        && Allows(_brands, _brands is null ? 0 : columns.BrandOf(row)) && Allows(_values, EventColumns.CodeAt(columns.Value, row))
        && Allows(_tags, _tags is null ? 0 : columns.TagsOf(row)) && columns.Amount[row] >= _min && columns.Amount[row] <= _max
        && (_own.Length == 0 || AllowsOwn(columns, row));

    private bool AllowsOwn(in EventColumns columns, int row)
    {
        foreach (var (number, allowed) in _own)
        {
            if (!Allows(allowed, columns.OwnCodeOf(number, row)))
            {
                return false;
            }
        }
        return true;
    }

    private static (int, bool[]) OwnNamed(Snapshot snapshot, string attribute, string value)
    {
        var number = AttributeNames.OwnNumber(snapshot, attribute);
        return (number, [.. EventColumns.Names(snapshot.OwnTexts(number)).Select(text => text == value)]);
    }

    private static bool Allows(bool[]? allowed, int code) => allowed is null || (code >= 0 && allowed[code]);

    private static bool[]? Named(DictionaryColumn? column, string? name)
    {
        if (name is null)
        {
            return null;
        }
        var allowed = new bool[column?.Names.Count ?? 0];
        for (var i = 0; i < allowed.Length; i++)
        {
            allowed[i] = column!.Names[i] == name;
        }
        return allowed;
    }

    // A customer's labels are one text with commas in between.
    private static bool[]? Tagged(DictionaryColumn column, string? tag) => tag is null
        ? null
        : [.. EventColumns.Names(column).Select(tags => tags.Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.OrdinalIgnoreCase))];

    private static bool[] Only(int count, int index)
    {
        var allowed = new bool[count];
        if (index >= 0)
        {
            allowed[index] = true;
        }
        return allowed;
    }

    private static InteractionKind? KindOf(Snapshot snapshot, string name)
    {
        if (InteractionKinds.TryParse(name, out var kind))
        {
            return kind;
        }
        for (var own = 0; own < snapshot.KindNames.Count; own++)
        {
            if (string.Equals(snapshot.KindNames[own], name, StringComparison.OrdinalIgnoreCase))
            {
                return (InteractionKind)((int)InteractionKind.FirstCustom + own);
            }
        }
        return null;
    }
}
