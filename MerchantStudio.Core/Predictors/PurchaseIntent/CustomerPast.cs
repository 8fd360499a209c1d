using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>What a customer did before a session began: a running sum over the customer's rows.</summary>
public sealed class CustomerPast(SessionLog log)
{
    private readonly HashSet<int> _viewed = [];
    private int _customer = -1;
    private int _row;
    private int _lastSession = -1;
    private bool _hasCart;
    private bool _hasBought;

    /// <summary>Sessions that began before.</summary>
    public int Sessions { get; private set; }

    /// <summary>Moments at which something was bought.</summary>
    public int Purchases { get; private set; }

    /// <summary>Minor units, returns taken off.</summary>
    public long SpendMinor { get; private set; }

    /// <summary>Unix milliseconds of the last thing done; null for somebody new.</summary>
    public long? LastMilliseconds { get; private set; }

    /// <summary>Unix milliseconds of the last purchase; null for somebody who never bought.</summary>
    public long? LastPurchase { get; private set; }

    /// <summary>Whether the session that began last put something into the cart and bought nothing.</summary>
    public bool LeftCart => _hasCart && !_hasBought;

    public bool HasViewed(int item) => _viewed.Contains(item);

    /// <summary>Moves on to what came before a session's first row. Quick when sessions come in the order of their numbers.</summary>
    public void MoveBefore(int session)
    {
        var (customer, end) = (log.CustomerOf(session), log.RowsOf(session)[0]);
        if (customer != _customer || end < _row)
        {
            Reset(customer);
        }
        for (; _row < end; _row++)
        {
            Add(_row);
        }
    }

    private void Reset(int customer)
    {
        (_customer, _row, _lastSession) = (customer, log.Offsets[customer], -1);
        (_hasCart, _hasBought, Sessions, Purchases, SpendMinor) = (false, false, 0, 0, 0);
        (LastMilliseconds, LastPurchase) = (null, null);
        _viewed.Clear();
    }

    private void Add(int row)
    {
        var (kind, time, session) = ((InteractionKind)log.Columns.Kind[row], log.Columns.Milliseconds[row], log.Session[row]);
        if (session > _lastSession)
        {
            (_lastSession, _hasCart, _hasBought) = (session, false, false);
            Sessions++;
        }
        if (kind is InteractionKind.Purchase or InteractionKind.Refund)
        {
            SpendMinor += log.Columns.AmountMinor[row];
        }
        if (kind == InteractionKind.Purchase)
        {
            Purchases += LastPurchase == time ? 0 : 1;
            (LastPurchase, _hasBought) = (time, true);
        }
        _hasCart |= kind == InteractionKind.AddToCart && session == _lastSession;
        if (kind == InteractionKind.ViewItem && log.Columns.Item[row] >= 0)
        {
            _viewed.Add(log.Columns.Item[row]);
        }
        LastMilliseconds = time;
    }
}
