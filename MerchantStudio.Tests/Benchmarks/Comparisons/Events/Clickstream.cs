using MerchantStudio.Core.Domain;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>
/// A log of events in columns, in the order of time. The same rows as the Python generator of the same shape:
/// 26 weeks from Monday 2025-01-06, 600,000 users (Zipf-like activity), 50,000 products (popularity 1/rank^0.9),
/// sessions of 1 to 30 views, carts, checkouts, purchases, carts picked up in the next session and stray checkouts.
/// </summary>
public sealed class Clickstream
{
    /// <summary>2025-01-06T00:00:00Z, a Monday, in unix seconds.</summary>
    public const long StartSeconds = 1_736_121_600;

    /// <summary>The largest log that the benchmarks use.</summary>
    public const int FullRows = 10_000_000;

    internal static readonly InteractionKind[] KindOf =
        [InteractionKind.ViewItem, InteractionKind.AddToCart, InteractionKind.BeginCheckout, InteractionKind.Purchase];

    /// <summary>Seconds since <see cref="StartSeconds"/>, not falling.</summary>
    public required int[] Seconds { get; init; }

    /// <summary>0 view_item, 1 add_to_cart, 2 begin_checkout, 3 purchase.</summary>
    public required byte[] Kinds { get; init; }

    public required int[] Users { get; init; }
    public required int[] Sessions { get; init; }
    public required int[] Products { get; init; }

    /// <summary>Cents.</summary>
    public required int[] Prices { get; init; }

    public int Count => Seconds.Length;

    public static string NameOf(int kind) => InteractionKinds.NameOf(KindOf[kind])!;

    /// <summary>Makes the first <paramref name="rows"/> events; ten million take some seconds and 1.5 GB while they are made.</summary>
    public static Clickstream Generate(int rows = FullRows) => new ClickstreamMaker(rows).Make();
}
