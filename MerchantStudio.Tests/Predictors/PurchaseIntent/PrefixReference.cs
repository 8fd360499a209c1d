using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Analytics.Funnels;

namespace MerchantStudio.Tests.Predictors.PurchaseIntent;

/// <summary>Every feature of a running session as its definition says, from the list of events so far. Slow and obvious.</summary>
internal static class PrefixReference
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomLog.TimeZone);

    /// <param name="past">What the visitor did before the session's first event.</param>
    /// <param name="seen">The session's events so far, 1 or more.</param>
    public static Dictionary<string, double> Of(IReadOnlyList<SnapshotRow> past, IReadOnlyList<SnapshotRow> seen)
    {
        var views = seen.Where(e => e.Kind == InteractionKind.ViewItem).ToList();
        var prices = views.Where(e => e.AmountMinor > 0).Select(e => (double)e.AmountMinor).ToList();
        var products = views.Where(e => e.ItemKey is not null).GroupBy(e => e.ItemKey).ToList();
        var gaps = seen.Skip(1).Zip(seen, (later, before) => (later.Time - before.Time) / 1_000.0).ToList();
        var now = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(seen[^1].Time), s_zone);
        var length = (seen[^1].Time - seen[0].Time) / 1_000.0;
        var purchases = past.Where(e => e.Kind == InteractionKind.Purchase).ToList();
        var lastSession = past.GroupBy(e => e.SessionKey).LastOrDefault()?.ToList() ?? [];
        return new Dictionary<string, double>
        {
            ["events"] = seen.Count,
            ["views"] = views.Count,
            ["products"] = products.Count,
            ["categories"] = double.NaN,
            ["most-views-of-one"] = products.Select(product => product.Count()).DefaultIfEmpty().Max(),
            ["known-products"] = products.Count == 0 ? double.NaN
                : products.Count(product => past.Any(e => e.Kind == InteractionKind.ViewItem && e.ItemKey == product.Key)) / (double)products.Count,
            ["lists"] = 0,
            ["searches"] = 0,
            ["wishes"] = 0,
            ["carts"] = seen.Count(e => e.Kind == InteractionKind.AddToCart),
            ["removals"] = seen.Count(e => e.Kind == InteractionKind.RemoveFromCart),
            ["cart-value"] = Cart(seen) is > 0 and var cart ? Math.Log(1 + cart) : double.NaN,
            ["checkout"] = seen.Any(e => e.Kind == InteractionKind.BeginCheckout) ? 1 : 0,
            ["since-cart"] = seen.Reverse().Select((e, i) => (e, i)).Where(pair => IsAboutCart(pair.e.Kind)).Select(pair => (double)pair.i).DefaultIfEmpty(double.NaN).First(),
            ["minutes"] = length / 60,
            ["last-gap"] = gaps.Count > 0 ? gaps[^1] : double.NaN,
            ["longest-gap"] = gaps.Count > 0 ? gaps.Max() : double.NaN,
            ["pace"] = gaps.Count > 0 ? length / gaps.Count : double.NaN,
            ["mean-price"] = prices.Count > 0 ? Math.Log(1 + prices.Average()) : double.NaN,
            ["last-price"] = prices.Count > 0 ? Math.Log(1 + prices[^1]) : double.NaN,
            ["price-range"] = prices.Count > 0 ? Math.Log(1 + prices.Max()) - Math.Log(1 + prices.Min()) : double.NaN,
            ["hour"] = now.Hour,
            ["weekday"] = ((int)now.DayOfWeek + 6) % 7,
            ["earlier-visits"] = past.Select(e => e.SessionKey).Distinct().Count(),
            ["earlier-purchases"] = purchases.Select(e => e.Time).Distinct().Count(),
            ["spend"] = purchases.Count > 0 ? Math.Log(1 + purchases.Sum(e => e.AmountMinor)) : double.NaN,
            ["days-since-visit"] = past.Count > 0 ? (seen[0].Time - past[^1].Time) / 86_400_000.0 : double.NaN,
            ["days-since-purchase"] = purchases.Count > 0 ? (seen[0].Time - purchases[^1].Time) / 86_400_000.0 : double.NaN,
            ["left-cart"] = lastSession.Any(e => e.Kind == InteractionKind.AddToCart) && !past.SkipWhile(e => e.SessionKey != lastSession[0].SessionKey).Any(e => e.Kind == InteractionKind.Purchase) ? 1 : 0,
        };
    }

    private static bool IsAboutCart(InteractionKind kind) => kind is InteractionKind.AddToCart or InteractionKind.RemoveFromCart or InteractionKind.BeginCheckout;

    private static double Cart(IEnumerable<SnapshotRow> seen) => seen.Aggregate(0.0, (cart, e) => e.Kind switch
    {
        InteractionKind.AddToCart => cart + e.AmountMinor,
        InteractionKind.RemoveFromCart => Math.Max(0, cart - e.AmountMinor),
        _ => cart,
    });
}
