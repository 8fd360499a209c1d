namespace MerchantStudio.Core.Domain;

/// <summary>
/// What a customer did, under the GA4 e-commerce event names. Values below 64 are fixed, stored in snapshots and never
/// renumbered; a shop's own event names are given codes from 64 up, in the order in which they were first seen.
/// </summary>
public enum InteractionKind : byte
{
    Purchase = 0,
    Refund = 1,
    ViewItem = 2,
    ViewItemList = 3,
    SelectItem = 4,
    AddToWishlist = 5,
    AddToCart = 6,
    RemoveFromCart = 7,
    ViewCart = 8,
    BeginCheckout = 9,
    AddShippingInfo = 10,
    AddPaymentInfo = 11,
    Search = 12,
    ViewPromotion = 13,
    SelectPromotion = 14,
    PageView = 15,
    SessionStart = 16,
    Login = 17,
    SignUp = 18,
    Review = 19,
    FirstCustom = 64,
}

/// <summary>Names of <see cref="InteractionKind"/> as GA4 writes them.</summary>
public static class InteractionKinds
{
    private static readonly (InteractionKind Kind, string Name)[] s_names =
    [
        (InteractionKind.Purchase, "purchase"), (InteractionKind.Refund, "refund"), (InteractionKind.ViewItem, "view_item"),
        (InteractionKind.ViewItemList, "view_item_list"), (InteractionKind.SelectItem, "select_item"),
        (InteractionKind.AddToWishlist, "add_to_wishlist"), (InteractionKind.AddToCart, "add_to_cart"),
        (InteractionKind.RemoveFromCart, "remove_from_cart"), (InteractionKind.ViewCart, "view_cart"),
        (InteractionKind.BeginCheckout, "begin_checkout"), (InteractionKind.AddShippingInfo, "add_shipping_info"),
        (InteractionKind.AddPaymentInfo, "add_payment_info"), (InteractionKind.Search, "search"),
        (InteractionKind.ViewPromotion, "view_promotion"), (InteractionKind.SelectPromotion, "select_promotion"),
        (InteractionKind.PageView, "page_view"), (InteractionKind.SessionStart, "session_start"),
        (InteractionKind.Login, "login"), (InteractionKind.SignUp, "sign_up"), (InteractionKind.Review, "review"),
    ];

    private static readonly Dictionary<string, InteractionKind> s_byName =
        s_names.ToDictionary(pair => pair.Name, pair => pair.Kind, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<InteractionKind, string> s_byKind =
        s_names.ToDictionary(pair => pair.Kind, pair => pair.Name);

    /// <summary>The names that have a fixed code, in code order.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. s_names.Select(pair => pair.Name)];

    public static bool TryParse(string name, out InteractionKind kind) => s_byName.TryGetValue(name, out kind);

    /// <summary>The GA4 name of a fixed kind; <see langword="null"/> for a shop's own one.</summary>
    public static string? NameOf(InteractionKind kind) => s_byKind.GetValueOrDefault(kind);
}
