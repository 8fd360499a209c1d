namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>A day on which a customer bought.</summary>
/// <param name="DaysBefore">Days from then to the cut-off, with fractions.</param>
/// <param name="Amount">Spend of the day in major units, returns left out.</param>
/// <param name="Units">Units bought.</param>
/// <param name="Lines">Order lines.</param>
/// <param name="NewItems">Of these, lines with a product that the customer had not bought before.</param>
/// <param name="Retention">Sum over the lines of how often buyers of the product come back.</param>
public readonly record struct PurchaseDay(double DaysBefore, double Amount, double Units, int Lines, int NewItems, double Retention)
{
    public PurchaseDay Plus(PurchaseDay line) => this with
    {
        Amount = Amount + line.Amount,
        Units = Units + line.Units,
        Lines = Lines + line.Lines,
        NewItems = NewItems + line.NewItems,
        Retention = Retention + line.Retention,
    };
}

/// <summary>What one customer did before a cut-off. One instance is read into again and again.</summary>
public sealed class CustomerHistory(CutoffView view)
{
    private const double SecondsPerDay = 86_400;
    private const double RecentDays = 30;

    private readonly List<PurchaseDay> _days = [];
    private readonly List<double> _gaps = [];
    private readonly HashSet<int> _items = [];
    private readonly HashSet<int> _categories = [];
    private readonly HashSet<int> _returnOrders = [];
    private readonly HashSet<int> _lateItems = [];
    private readonly double[] _taste = new double[TasteAxes.Count];
    private int _lastDay;

    /// <summary>Number of the customer in the log.</summary>
    public int Customer { get; private set; }

    public CutoffView View => view;

    /// <summary>Days with a purchase, the oldest first.</summary>
    public IReadOnlyList<PurchaseDay> Days => _days;

    /// <summary>Days between one purchase day and the next, the oldest first.</summary>
    public IReadOnlyList<double> Gaps => _gaps;

    public int Items => _items.Count;

    /// <summary>Where the customer stands on each of the directions in which customers differ by what they buy; NaN when nothing is known.</summary>
    public IReadOnlyList<double> Taste => _taste;

    /// <summary>Known categories bought from; 0 in a shop that names none.</summary>
    public int Categories => _categories.Count;

    public int Returns => _returnOrders.Count;

    /// <summary>Amount taken back, above zero, in major units.</summary>
    public double ReturnedAmount { get; private set; }

    /// <summary>Amount bought, returns not taken off, in major units.</summary>
    public double Spend { get; private set; }

    /// <summary>Mean over all lines of the share of the product's other buyers who are still there; NaN when nothing is known.</summary>
    public double Vitality { get; private set; }

    /// <summary>The same over the lines of the last purchase day.</summary>
    public double LastVitality { get; private set; }

    /// <summary>Days from the last event to the cut-off; NaN without any.</summary>
    public double DaysSinceEvent { get; private set; }

    /// <summary>Events in the 30 days before the cut-off; NaN in a shop without events.</summary>
    public double RecentEvents { get; private set; }

    /// <summary>What BG/NBD says of the customer at the cut-off.</summary>
    public PurchaseForecast Forecast { get; private set; }

    /// <summary>Reads one customer's lines up to the cut-off; nothing at or after it is looked at.</summary>
    public void Read(int customer)
    {
        Clear();
        (Customer, Forecast) = (customer, view.Forecasts[customer]);
        var log = view.Log;
        for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1] && log.Seconds[line] < view.CutoffSeconds; line++)
        {
            if (log.IsReturn[line])
            {
                ReturnedAmount -= log.AmountMinor[line] / view.MinorPerMajor;
                _returnOrders.Add(log.Order[line]);
            }
            else
            {
                AddLine(log, line);
            }
        }

        for (var i = 1; i < _days.Count; i++)
        {
            _gaps.Add(_days[i - 1].DaysBefore - _days[i].DaysBefore);
        }

        view.Taste.Project(_items, _taste);
        ReadVitality(log, customer);
        ReadEvents(log.Events, customer);
    }

    /// <summary>Purchase days in the <paramref name="days"/> before the cut-off.</summary>
    public int CountWithin(double days) => _days.Count(day => day.DaysBefore <= days);

    /// <summary>Spend between two numbers of days before the cut-off, the newer one left out.</summary>
    public double SpendBetween(double oldest, double newest) =>
        _days.Where(day => day.DaysBefore <= oldest && day.DaysBefore > newest).Sum(day => day.Amount);

    private void Clear()
    {
        _days.Clear();
        _gaps.Clear();
        _items.Clear();
        _categories.Clear();
        _returnOrders.Clear();
        _lateItems.Clear();
        (ReturnedAmount, Spend) = (0, 0);
        (DaysSinceEvent, RecentEvents) = (double.NaN, double.NaN);
    }

    private void AddLine(PurchaseLog log, int line)
    {
        if (ItemVitality.IsLately(log.Seconds[line], view.CutoffSeconds, view.Options))
        {
            _lateItems.Add(log.Item[line]);
        }

        var isNew = _items.Add(log.Item[line]) ? 1 : 0;
        if (log.Category[line] >= 0)
        {
            _categories.Add(log.Category[line]);
        }

        var bought = new PurchaseDay(
            view.DaysBefore(log.Seconds[line]), log.AmountMinor[line] / view.MinorPerMajor, log.Quantity[line], 1, isNew, view.ItemRetention[log.Item[line]]);
        Spend += bought.Amount;
        if (_days.Count > 0 && log.Day[line] == _lastDay)
        {
            _days[^1] = _days[^1].Plus(bought);
        }
        else
        {
            _days.Add(bought);
        }

        _lastDay = log.Day[line];
    }

    private void ReadVitality(PurchaseLog log, int customer)
    {
        var isStillThere = _days.Count > 0 && _days[^1].DaysBefore <= view.Options.HorizonDays / 2.0;
        var (sum, count, lastSum, lastCount) = (0.0, 0, 0.0, 0);
        for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1] && log.Seconds[line] < view.CutoffSeconds; line++)
        {
            var share = log.IsReturn[line] ? double.NaN : view.Vitality.AmongOthers(log.Item[line], _lateItems.Contains(log.Item[line]), isStillThere);
            if (!double.IsNaN(share))
            {
                (sum, count) = (sum + share, count + 1);
                (lastSum, lastCount) = log.Day[line] == _lastDay ? (lastSum + share, lastCount + 1) : (lastSum, lastCount);
            }
        }

        (Vitality, LastVitality) = (count > 0 ? sum / count : double.NaN, lastCount > 0 ? lastSum / lastCount : double.NaN);
    }

    private void ReadEvents(EventLog? events, int customer)
    {
        if (events is null)
        {
            return;
        }

        RecentEvents = 0;
        for (var row = events.Offsets[customer]; row < events.Offsets[customer + 1] && events.Seconds[row] < view.CutoffSeconds; row++)
        {
            DaysSinceEvent = (view.CutoffSeconds - events.Seconds[row]) / SecondsPerDay;
            RecentEvents += DaysSinceEvent <= RecentDays ? 1 : 0;
        }
    }
}
