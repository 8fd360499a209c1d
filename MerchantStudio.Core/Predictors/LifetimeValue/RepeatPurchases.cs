namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// What BG/NBD and Gamma-Gamma need to know of each customer, in columns. Time is measured in weeks from the customer's
/// first purchase; purchases of one day are one purchase occasion.
/// </summary>
public sealed record RepeatPurchases
{
    private const double DaysPerWeek = 7;

    /// <summary>Number of repeat purchase occasions, x.</summary>
    public required int[] Frequency { get; init; }

    /// <summary>Weeks from the first to the last purchase, t_x; 0 without a repeat.</summary>
    public required double[] Recency { get; init; }

    /// <summary>Weeks from the first purchase to the end of observation, T.</summary>
    public required double[] Age { get; init; }

    /// <summary>Mean net spend of the repeat occasions (the first is left out) in major units; 0 without a repeat.</summary>
    public required double[] MeanSpend { get; init; }

    /// <summary>Number of each customer in the log that the columns were made from.</summary>
    public required int[] Customer { get; init; }

    public int Count => Frequency.Length;

    /// <summary>Every <paramref name="step"/>-th customer.</summary>
    public RepeatPurchases EveryNth(int step)
    {
        var rows = new int[(Count + step - 1) / step];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i * step;
        }

        return Take(rows);
    }

    /// <summary>The named rows.</summary>
    public RepeatPurchases Take(int[] rows) => new()
    {
        Frequency = Columns.Take(Frequency, rows),
        Recency = Columns.Take(Recency, rows),
        Age = Columns.Take(Age, rows),
        MeanSpend = Columns.Take(MeanSpend, rows),
        Customer = Columns.Take(Customer, rows),
    };

    /// <summary>
    /// Summarises every customer who bought before <paramref name="endDay"/> (exclusive, days since 1970). A day on
    /// which a customer only returned things is no purchase occasion; its amount is left out as well.
    /// </summary>
    /// <param name="log">The purchases; what lies at or after <paramref name="endDay"/> is not looked at.</param>
    /// <param name="endDay">First day that is not observed. Age counts to the day before it.</param>
    /// <param name="minorPerMajor">Minor units in a major one, such as 100 pence in a pound.</param>
    public static RepeatPurchases FromLog(PurchaseLog log, int endDay, double minorPerMajor = 100)
    {
        var builder = new RepeatPurchasesBuilder(log.CustomerCount);
        for (var customer = 0; customer < log.CustomerCount; customer++)
        {
            builder.Begin(customer);
            for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1] && log.Day[line] < endDay; line++)
            {
                if (!log.IsReturn[line])
                {
                    builder.Buy(log.Day[line], log.AmountMinor[line] / minorPerMajor);
                }
            }

            builder.End(endDay - 1, DaysPerWeek);
        }

        return builder.Build();
    }
}

/// <summary>Folds one customer's days after another into the columns of <see cref="RepeatPurchases"/>.</summary>
internal sealed class RepeatPurchasesBuilder(int capacity)
{
    private readonly List<int> _frequency = new(capacity);
    private readonly List<double> _recency = new(capacity);
    private readonly List<double> _age = new(capacity);
    private readonly List<double> _meanSpend = new(capacity);
    private readonly List<int> _customer = new(capacity);
    private int _current;
    private int _firstDay;
    private int _lastDay;
    private int _occasions;
    private double _repeatSpend;

    public void Begin(int customer)
    {
        (_current, _firstDay, _lastDay, _occasions, _repeatSpend) = (customer, 0, 0, 0, 0);
    }

    public void Buy(int day, double amount)
    {
        if (_occasions == 0)
        {
            (_firstDay, _lastDay, _occasions) = (day, day, 1);
            return;
        }

        if (day != _lastDay)
        {
            _occasions++;
            _lastDay = day;
        }

        if (_lastDay != _firstDay)
        {
            _repeatSpend += amount;
        }
    }

    public void End(int lastObservedDay, double daysPerUnit)
    {
        if (_occasions == 0)
        {
            return;
        }

        var repeats = _occasions - 1;
        _frequency.Add(repeats);
        _recency.Add((_lastDay - _firstDay) / daysPerUnit);
        _age.Add((lastObservedDay - _firstDay) / daysPerUnit);
        _meanSpend.Add(repeats > 0 ? _repeatSpend / repeats : 0);
        _customer.Add(_current);
    }

    public RepeatPurchases Build() => new()
    {
        Frequency = [.. _frequency],
        Recency = [.. _recency],
        Age = [.. _age],
        MeanSpend = [.. _meanSpend],
        Customer = [.. _customer],
    };
}
