using System.Globalization;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.State;

namespace MerchantStudio.Components.Pages.Customers;

/// <summary>The list's filters as the address bar holds them.</summary>
internal static class CustomerAddress
{
    public const string SearchKey = "q";
    public const string CountryKey = "country";
    public const string OrdersKey = "orders";
    public const string SilentKey = "silent";
    public const string SegmentKey = "segment";
    public const string OwnSegmentKey = "own";
    public const string CategoryKey = "category";
    public const string ProductKey = "product";
    public const string ChanceKey = "chance";
    public const string RuleKey = "rule";
    public const string ColumnsKey = "columns";
    public const string SortKey = "sort";

    /// <summary>Choices of the filter by number of orders: its name, fewest and most.</summary>
    public static IReadOnlyList<(string Name, int? Least, int? Most)> Orders { get; } =
        [("none", null, 0), ("one", 1, 1), ("repeat", 2, null), ("loyal", 10, null)];

    /// <summary>Choices of the filter by days since the last order.</summary>
    public static IReadOnlyList<int> SilentDays { get; } = [30, 90, 180, 365];

    /// <summary>Choices of the filter by chance to leave, in per cent.</summary>
    public static IReadOnlyList<int> Chances { get; } = [30, 50, 70, 90];

    /// <param name="address">What the address bar says.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="own">The rule of the own segment that the address names; null for none.</param>
    public static CustomerListRequest Read(StudioAddress address, int shopId, SegmentRule? own)
    {
        var orders = Orders.FirstOrDefault(choice => choice.Name == address[OrdersKey]);
        var sort = address[SortKey] ?? "-revenue";
        return new CustomerListRequest(shopId)
        {
            Search = address[SearchKey],
            Country = address[CountryKey],
            MinOrders = orders.Least,
            MaxOrders = orders.Most,
            SilentForDays = address.Whole(SilentKey, 0) is > 0 and <= 36_500 and var days ? days : null,
            Rule = RuleOf(address, own),
            Sort = SortOf(sort.TrimStart('-')),
            Ascending = !sort.StartsWith('-'),
        };
    }

    private static SegmentRule? RuleOf(StudioAddress address, SegmentRule? own)
    {
        List<SegmentCondition> conditions = [];
        void Add(SegmentField field, string key)
        {
            if (address[key] is { } text)
            {
                conditions.Add(new SegmentCondition(field, SegmentOperator.Is, Text: text));
            }
        }

        Add(SegmentField.Group, SegmentKey);
        Add(SegmentField.Category, CategoryKey);
        Add(SegmentField.Product, ProductKey);
        if (address.Whole(ChanceKey, 0) is > 0 and <= 100 and var chance)
        {
            conditions.Add(new SegmentCondition(SegmentField.Chance, SegmentOperator.AtLeast, Number: chance / 100.0));
        }

        IEnumerable<SegmentRule?> groups = [own, SegmentRule.Parse(address[RuleKey])];
        return new SegmentRule { Conditions = conditions, Groups = [.. groups.OfType<SegmentRule>()] }.Tidy();
    }

    /// <summary>Id of the own segment that the address names; null for none.</summary>
    public static int? OwnSegment(StudioAddress address) =>
        int.TryParse(address[OwnSegmentKey], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static CustomerSort SortOf(string column) => column switch
    {
        "key" => CustomerSort.Key,
        "orders" => CustomerSort.Orders,
        "average" => CustomerSort.AverageOrder,
        "first" => CustomerSort.FirstOrder,
        "last" => CustomerSort.LastOrder,
        "chance" => CustomerSort.Chance,
        "value" => CustomerSort.Value,
        _ => CustomerSort.Revenue,
    };
}
