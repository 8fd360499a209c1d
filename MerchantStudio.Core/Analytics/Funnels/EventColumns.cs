using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>The columns that funnels read, looked up once. Valid as long as the snapshot is open.</summary>
internal readonly ref struct EventColumns
{
    private readonly ReadOnlySpan<int> _ownCategory;
    private readonly ReadOnlySpan<int> _itemCategory;
    private readonly int _ownCategories;
    private readonly ReadOnlySpan<int> _itemBrand;
    private readonly ReadOnlySpan<int> _customerTags;
    private readonly ReadOnlySpan<int> _customer;
    private readonly ReadOnlySpan<short> _own;
    private readonly int _ownWidth;

    public EventColumns(Snapshot snapshot)
    {
        Kind = snapshot.RowKind;
        Time = snapshot.RowTime;
        Item = snapshot.RowItem;
        Amount = snapshot.RowAmount;
        Session = snapshot.RowSession;
        Country = CodesOf(snapshot, RowAttribute.Country);
        Source = CodesOf(snapshot, RowAttribute.Source);
        Device = CodesOf(snapshot, RowAttribute.Device);
        Value = CodesOf(snapshot, RowAttribute.Value);
        _itemBrand = snapshot.Items.Brand.Codes;
        _customerTags = snapshot.Customers.Tags.Codes;
        _customer = snapshot.RowCustomer;
        _own = snapshot.RowOwn;
        _ownWidth = snapshot.OwnNames.Count;
        _ownCategory = CodesOf(snapshot, RowAttribute.Category);
        _itemCategory = snapshot.Items.Category.Codes;
        _ownCategories = snapshot.Attribute(RowAttribute.Category)?.Names.Count ?? 0;
    }

    public ReadOnlySpan<InteractionKind> Kind { get; }
    public ReadOnlySpan<long> Time { get; }
    public ReadOnlySpan<int> Item { get; }
    public ReadOnlySpan<long> Amount { get; }
    public ReadOnlySpan<int> Session { get; }
    public ReadOnlySpan<int> Country { get; }
    public ReadOnlySpan<int> Source { get; }
    public ReadOnlySpan<int> Device { get; }
    public ReadOnlySpan<int> Value { get; }

    /// <summary>
    /// Category of an event: a code of the events' own column, or, after those, of the items'; -1 for none.
    /// </summary>
    public int CategoryOf(int row)
    {
        if (CodeAt(_ownCategory, row) is >= 0 and var own)
        {
            return own;
        }
        return Item[row] is >= 0 and var item && _itemCategory[item] is >= 0 and var code ? _ownCategories + code : -1;
    }

    /// <summary>Code of the brand of an event's product; -1 for none.</summary>
    public int BrandOf(int row) => Item[row] is >= 0 and var item ? _itemBrand[item] : -1;

    /// <summary>Code of the labels of an event's customer; -1 for none.</summary>
    public int TagsOf(int row) => _customer[row] is >= 0 and var customer ? _customerTags[customer] : -1;

    /// <summary>Index of an event's customer; -1 for none.</summary>
    public int CustomerOf(int row) => _customer[row];

    /// <summary>Code of an own attribute of an event; -1 for none.</summary>
    public int OwnCodeOf(int number, int row) => _own[(int)(((long)row * _ownWidth) + number)];

    /// <summary>The code of an attribute at a row; -1 for none, also where the shop has no such column.</summary>
    public static int CodeAt(ReadOnlySpan<int> codes, int row) => codes.Length == 0 ? -1 : codes[row];

    /// <summary>Names of the codes that <see cref="CategoryOf"/> gives.</summary>
    public static IReadOnlyList<string> CategoryNames(Snapshot snapshot) =>
        [.. Names(snapshot.Attribute(RowAttribute.Category)), .. Names(snapshot.Items.Category)];

    public static bool[] CategoriesNamed(Snapshot snapshot, string name) => [.. CategoryNames(snapshot).Select(category => category == name)];

    public static IEnumerable<string> Names(DictionaryColumn? column) =>
        Enumerable.Range(0, column?.Names.Count ?? 0).Select(i => column!.Names[i]);

    public static IEnumerable<string> Names(StringTable texts) => Enumerable.Range(0, texts.Count).Select(i => texts[i]);

    private static ReadOnlySpan<int> CodesOf(Snapshot snapshot, RowAttribute attribute) =>
        snapshot.Attribute(attribute) is { } column ? column.Codes : [];
}
