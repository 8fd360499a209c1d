using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>
/// A session after some of its events, and what its customer did before it: all that a feature may look at. It can be moved on
/// event by event, as a session runs.
/// </summary>
/// <remarks>
/// Whose visitor is whose is known as of the end of the data: the past of somebody who signs in later in the session is seen
/// from its start.
/// </remarks>
public sealed class SessionState(SessionLog log)
{
    private readonly Dictionary<int, int> _viewsOfItem = [];
    private readonly HashSet<int> _categories = [];
    private readonly int[] _counts = new int[256];

    public SessionLog Log => log;

    public CustomerPast Past { get; } = new(log);

    public int Session { get; private set; } = -1;

    /// <summary>Events seen so far.</summary>
    public int Events { get; private set; }

    /// <summary>Row of the last event seen.</summary>
    public int Row { get; private set; }

    public long StartMilliseconds { get; private set; }
    public long NowMilliseconds { get; private set; }

    /// <summary>Seconds before the last event; NaN for the first.</summary>
    public double LastGapSeconds { get; private set; }

    public double LongestGapSeconds { get; private set; }

    /// <summary>Different products seen.</summary>
    public int Products => _viewsOfItem.Count;

    public int Categories => _categories.Count;

    /// <summary>Views of the product that was viewed most often.</summary>
    public int MostViewsOfOne { get; private set; }

    /// <summary>Different products seen that the customer had seen in an earlier session.</summary>
    public int ProductsSeenBefore { get; private set; }

    public int Prices { get; private set; }
    public double PriceSum { get; private set; }
    public double HighestPrice { get; private set; }
    public double LowestPrice { get; private set; }
    public double LastPrice { get; private set; }

    /// <summary>Minor units put into the cart and not taken out.</summary>
    public double CartMinor { get; private set; }

    /// <summary>Events since the last one about the cart or the checkout; null without one.</summary>
    public int? EventsSinceCart { get; private set; }

    public int Count(InteractionKind kind) => _counts[(int)kind];

    /// <summary>Goes to a session after its first events.</summary>
    /// <param name="events">1 or more.</param>
    public void MoveTo(int session, int events)
    {
        if (session != Session || events < Events)
        {
            Begin(session);
        }
        var rows = log.RowsOf(session);
        while (Events < events)
        {
            Add(rows[Events]);
        }
    }

    private void Begin(int session)
    {
        Past.MoveBefore(session);
        _viewsOfItem.Clear();
        _categories.Clear();
        Array.Clear(_counts);
        (Session, Events, MostViewsOfOne, ProductsSeenBefore, Prices) = (session, 0, 0, 0, 0);
        (LastGapSeconds, LongestGapSeconds, PriceSum, CartMinor) = (double.NaN, double.NaN, 0, 0);
        (HighestPrice, LowestPrice, LastPrice) = (double.NaN, double.NaN, double.NaN);
        EventsSinceCart = null;
        StartMilliseconds = NowMilliseconds = log.StartOf(session);
    }

    private void Add(int row)
    {
        var (kind, time) = ((InteractionKind)log.Columns.Kind[row], log.Columns.Milliseconds[row]);
        if (Events > 0)
        {
            LastGapSeconds = (time - NowMilliseconds) / 1_000.0;
            LongestGapSeconds = double.IsNaN(LongestGapSeconds) ? LastGapSeconds : Math.Max(LongestGapSeconds, LastGapSeconds);
        }
        (Row, NowMilliseconds) = (row, time);
        Events++;
        _counts[(int)kind]++;
        if (kind == InteractionKind.ViewItem)
        {
            AddView(row);
        }
        AddToCart(kind, log.Columns.AmountMinor[row]);
    }

    private void AddView(int row)
    {
        var (item, category, price) = (log.Columns.Item[row], log.Columns.Category[row], log.Columns.AmountMinor[row]);
        if (item >= 0)
        {
            var views = _viewsOfItem[item] = _viewsOfItem.GetValueOrDefault(item) + 1;
            MostViewsOfOne = Math.Max(MostViewsOfOne, views);
            ProductsSeenBefore += views == 1 && Past.HasViewed(item) ? 1 : 0;
        }
        if (category >= 0)
        {
            _categories.Add(category);
        }
        if (price > 0)
        {
            (Prices, PriceSum, LastPrice) = (Prices + 1, PriceSum + price, price);
            HighestPrice = double.IsNaN(HighestPrice) ? price : Math.Max(HighestPrice, price);
            LowestPrice = double.IsNaN(LowestPrice) ? price : Math.Min(LowestPrice, price);
        }
    }

    private void AddToCart(InteractionKind kind, long amount)
    {
        CartMinor = kind switch
        {
            InteractionKind.AddToCart => CartMinor + amount,
            InteractionKind.RemoveFromCart => Math.Max(0, CartMinor - amount),
            _ => CartMinor,
        };
        EventsSinceCart = IntentFeatures.IsAboutCart(kind) ? 0 : EventsSinceCart + 1;
    }
}
