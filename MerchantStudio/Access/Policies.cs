using MerchantStudio.Core.Domain;

namespace MerchantStudio.Access;

/// <summary>What may be done, by name, and which roles of a shop may do it. A page or endpoint names exactly one.</summary>
public static class Policies
{
    public const string ViewOverview = "view-overview";
    public const string ViewCustomers = "view-customers";
    public const string ViewActions = "view-actions";
    public const string ManageActions = "manage-actions";
    public const string ViewRecommendations = "view-recommendations";
    public const string ViewConversion = "view-conversion";
    public const string ManageData = "manage-data";
    public const string ManageTraining = "manage-training";
    public const string ManageShop = "manage-shop";

    /// <summary>Every policy with the roles that it lets in.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ShopRole>> Roles { get; } =
        new Dictionary<string, IReadOnlyList<ShopRole>>
        {
            [ViewOverview] = [ShopRole.Merchant, ShopRole.Marketer, ShopRole.Manager],
            [ViewCustomers] = [ShopRole.Merchant, ShopRole.Marketer],
            [ViewActions] = [ShopRole.Merchant, ShopRole.Marketer, ShopRole.Manager],
            [ManageActions] = [ShopRole.Merchant, ShopRole.Marketer],
            [ViewRecommendations] = [ShopRole.Merchant, ShopRole.Marketer],
            [ViewConversion] = [ShopRole.Merchant, ShopRole.Marketer, ShopRole.Manager],
            [ManageData] = [ShopRole.Merchant],
            [ManageTraining] = [ShopRole.Merchant],
            [ManageShop] = [ShopRole.Merchant],
        };

    public static bool Allows(string policy, ShopRole role) => Roles.TryGetValue(policy, out var roles) && roles.Contains(role);
}
