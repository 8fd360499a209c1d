using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.State;

namespace MerchantStudio.Components.Pages.Customers;

/// <summary>The list's filters as the address bar holds them.</summary>
internal static class CustomerAddress
{
    public const string SearchKey = "q";
    public const string CountryKey = "country";
    public const string OrdersKey = "orders";
    public const string SilentKey = "silent";
    public const string SortKey = "sort";

    /// <summary>Choices of the filter by number of orders: its name, fewest and most.</summary>
    public static IReadOnlyList<(string Name, int? Least, int? Most)> Orders { get; } =
        [("none", null, 0), ("one", 1, 1), ("repeat", 2, null), ("loyal", 10, null)];

    /// <summary>Choices of the filter by days since the last order.</summary>
    public static IReadOnlyList<int> SilentDays { get; } = [30, 90, 180, 365];

    public static CustomerListRequest Read(StudioAddress address, int shopId)
    {
        var orders = Orders.FirstOrDefault(choice => choice.Name == address[OrdersKey]);
        var sort = address[SortKey] ?? "-revenue";
        return new CustomerListRequest(shopId)
        {
            Search = address[SearchKey],
            Country = address[CountryKey],
            MinOrders = orders.Least,
            MaxOrders = orders.Most,
            SilentForDays = address.Whole(SilentKey, 0) is > 0 and var days ? days : null,
            Sort = SortOf(sort.TrimStart('-')),
            Ascending = !sort.StartsWith('-'),
        };
    }

    private static CustomerSort SortOf(string column) => column switch
    {
        "key" => CustomerSort.Key,
        "orders" => CustomerSort.Orders,
        "average" => CustomerSort.AverageOrder,
        "first" => CustomerSort.FirstOrder,
        "last" => CustomerSort.LastOrder,
        _ => CustomerSort.Revenue,
    };
}
