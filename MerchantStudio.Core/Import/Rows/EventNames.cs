using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>Turns the event names of other systems into GA4's; a shop's own names stay as written.</summary>
internal static class EventNames
{
    public const string Purchase = "purchase";

    private static readonly Dictionary<string, string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pv"] = "view_item", ["view"] = "view_item", ["click"] = "view_item", ["detail"] = "view_item", ["product_view"] = "view_item",
        ["product viewed"] = "view_item", ["productview"] = "view_item", ["浏览"] = "view_item", ["点击"] = "view_item", ["read"] = "view_item",
        ["fav"] = "add_to_wishlist", ["favorite"] = "add_to_wishlist", ["wishlist"] = "add_to_wishlist", ["like"] = "add_to_wishlist",
        ["star"] = "add_to_wishlist", ["收藏"] = "add_to_wishlist",
        ["cart"] = "add_to_cart", ["addtocart"] = "add_to_cart", ["add"] = "add_to_cart", ["add to cart"] = "add_to_cart",
        ["product added"] = "add_to_cart", ["加购"] = "add_to_cart", ["加购物车"] = "add_to_cart",
        ["removefromcart"] = "remove_from_cart", ["remove"] = "remove_from_cart", ["product removed"] = "remove_from_cart",
        ["checkout"] = "begin_checkout", ["checkout started"] = "begin_checkout", ["下单"] = "begin_checkout",
        ["buy"] = Purchase, ["pay"] = Purchase, ["transaction"] = Purchase, ["order"] = Purchase, ["order completed"] = Purchase,
        ["purchased"] = Purchase, ["购买"] = Purchase, ["支付"] = Purchase,
        ["return"] = "refund", ["退款"] = "refund", ["搜索"] = "search", ["query"] = "search",
        ["pageview"] = "page_view", ["page"] = "page_view", ["signup"] = "sign_up", ["register"] = "sign_up", ["注册"] = "sign_up", ["登录"] = "login",
    };

    public static string ToGa4(string written)
    {
        var name = written.Trim();
        return InteractionKinds.TryParse(name, out var kind) ? InteractionKinds.NameOf(kind)! : s_names.GetValueOrDefault(name, name);
    }

    /// <summary>Whether the word is an event name that is known here.</summary>
    public static bool IsKnown(string word) => InteractionKinds.TryParse(word, out _) || s_names.ContainsKey(word);
}
