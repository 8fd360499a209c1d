using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>A feature of the model of purchase intent.</summary>
/// <param name="Name">Stable name; the words are resources of that name.</param>
/// <param name="Direction">How the chance of a purchase may move when the feature grows.</param>
/// <param name="Value">Its value for a session so far; NaN when it does not apply.</param>
public sealed record IntentFeature(string Name, Monotone Direction, Func<SessionState, double> Value);

/// <summary>The features, all from before the moment that is scored.</summary>
public static class IntentFeatures
{
    private const double SecondsPerDay = 86_400;
    private const long MillisecondsPerHour = 3_600_000;

    // 1 January 1970 was a Thursday; Monday is 0.
    private const int EpochWeekday = 3;

    public static IReadOnlyList<IntentFeature> All { get; } =
    [
        new("events", Monotone.Free, s => s.Events),
        new("views", Monotone.Free, s => s.Count(InteractionKind.ViewItem)),
        new("products", Monotone.Free, s => s.Products),
        new("categories", Monotone.Free, s => s.Categories > 0 ? s.Categories : double.NaN),
        new("most-views-of-one", Monotone.Free, s => s.MostViewsOfOne),
        new("known-products", Monotone.Free, s => s.Products > 0 ? s.ProductsSeenBefore / (double)s.Products : double.NaN),
        new("lists", Monotone.Free, s => s.Count(InteractionKind.ViewItemList) + s.Count(InteractionKind.SelectItem)),
        new("searches", Monotone.Free, s => s.Count(InteractionKind.Search)),
        new("wishes", Monotone.Free, s => s.Count(InteractionKind.AddToWishlist)),
        new("carts", Monotone.Free, s => s.Count(InteractionKind.AddToCart)),
        new("removals", Monotone.Free, s => s.Count(InteractionKind.RemoveFromCart)),
        new("cart-value", Monotone.Free, s => s.CartMinor > 0 ? Log(s.CartMinor) : double.NaN),
        new("checkout", Monotone.Rising, Checkout),
        new("since-cart", Monotone.Free, s => s.EventsSinceCart ?? double.NaN),
        new("minutes", Monotone.Free, s => (s.NowMilliseconds - s.StartMilliseconds) / 60_000.0),
        new("last-gap", Monotone.Free, s => s.LastGapSeconds),
        new("longest-gap", Monotone.Free, s => s.LongestGapSeconds),
        new("pace", Monotone.Free, s => s.Events > 1 ? (s.NowMilliseconds - s.StartMilliseconds) / 1_000.0 / (s.Events - 1) : double.NaN),
        new("mean-price", Monotone.Free, s => s.Prices > 0 ? Log(s.PriceSum / s.Prices) : double.NaN),
        new("last-price", Monotone.Free, s => Log(s.LastPrice)),
        new("price-range", Monotone.Free, s => Log(s.HighestPrice) - Log(s.LowestPrice)),
        new("hour", Monotone.Free, s => Hour(s)),
        new("weekday", Monotone.Free, s => Weekday(s)),
        new("earlier-visits", Monotone.Free, s => s.Past.Sessions),
        new("earlier-purchases", Monotone.Rising, s => s.Past.Purchases),
        new("spend", Monotone.Free, s => s.Past.Purchases > 0 ? Log(s.Past.SpendMinor) : double.NaN),
        new("days-since-visit", Monotone.Free, s => Days(s, s.Past.LastMilliseconds)),
        new("days-since-purchase", Monotone.Free, s => Days(s, s.Past.LastPurchase)),
        new("left-cart", Monotone.Free, s => s.Past.LeftCart ? 1 : 0),
    ];

    /// <summary>Whether an event is about the cart or the checkout.</summary>
    public static bool IsAboutCart(InteractionKind kind) => kind is InteractionKind.AddToCart or InteractionKind.RemoveFromCart
        or InteractionKind.ViewCart or InteractionKind.BeginCheckout or InteractionKind.AddShippingInfo or InteractionKind.AddPaymentInfo;

    // How far the checkout has come: 0 not begun, 1 begun, 2 address or payment given, 3 both.
    private static double Checkout(SessionState s)
    {
        var details = Math.Min(1, s.Count(InteractionKind.AddShippingInfo)) + Math.Min(1, s.Count(InteractionKind.AddPaymentInfo));
        return details > 0 ? 1 + details : Math.Min(1, s.Count(InteractionKind.BeginCheckout));
    }

    private static double Hour(SessionState s) => Floor(s.Log.Columns.LocalMilliseconds[s.Row], MillisecondsPerHour) % 24 is var hour && hour < 0 ? hour + 24 : hour;

    private static double Weekday(SessionState s) =>
        (Floor(s.Log.Columns.LocalMilliseconds[s.Row], 24 * MillisecondsPerHour) + EpochWeekday) % 7 is var day && day < 0 ? day + 7 : day;

    private static long Floor(long value, long by) => value >= 0 ? value / by : ~(~value / by);

    private static double Days(SessionState s, long? since) => since is { } time ? (s.StartMilliseconds - time) / 1_000.0 / SecondsPerDay : double.NaN;

    // Amounts spread over orders of magnitude; refunds can make them negative.
    private static double Log(double amount) => double.IsNaN(amount) ? double.NaN : Math.Log(1 + Math.Max(0, amount));
}
