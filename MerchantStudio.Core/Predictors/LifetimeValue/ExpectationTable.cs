using MathNet.Numerics.Integration;

namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// Purchases expected of a customer who has not left. They depend on x and the age alone, and ages are whole days, so
/// each pair that occurs is computed once; rare pairs (heavy buyers, ages that are no whole days) are computed on demand.
/// </summary>
internal sealed class ExpectationTable
{
    private const int DaysPerWeek = 7;
    private const double WeeksPerYear = 365.25 / DaysPerWeek;
    private const int TabulatedFrequencies = 64;
    private const int TabulatedDays = 20 * 366;

    private static readonly GaussLegendreRule s_rule = new(0, 1, 16);

    private readonly BgNbdParameters _parameters;
    private readonly LifetimeValueOptions _options;
    private readonly int _days;
    private readonly (double InHorizon, double Discounted)[] _cells;

    public ExpectationTable(RepeatPurchases data, BgNbdParameters parameters, LifetimeValueOptions options, CancellationToken cancellationToken)
    {
        (_parameters, _options) = (parameters, options);
        var oldest = data.Age.Length == 0 ? 0 : data.Age.Max();
        _days = Math.Min((int)Math.Ceiling(oldest * DaysPerWeek) + 1, TabulatedDays);
        _cells = new (double, double)[TabulatedFrequencies * _days];
        var occurs = new bool[_cells.Length];
        for (var row = 0; row < data.Count; row++)
        {
            if (CellOf(data.Frequency[row], data.Age[row]) is var cell and >= 0)
            {
                occurs[cell] = true;
            }
        }

        Parallel.For(0, TabulatedFrequencies, new ParallelOptions { CancellationToken = cancellationToken }, x => FillRow(x, occurs));
    }

    /// <summary>Purchases within the horizon, and discounted ones over the years that the options name.</summary>
    public (double InHorizon, double Discounted) IfAlive(int x, double age) =>
        CellOf(x, age) is var cell and >= 0 ? _cells[cell] : Compute(x, age);

    private void FillRow(int x, bool[] occurs)
    {
        for (var day = 0; day < _days; day++)
        {
            var cell = (x * _days) + day;
            if (occurs[cell])
            {
                _cells[cell] = Compute(x, day / (double)DaysPerWeek);
            }
        }
    }

    private int CellOf(int x, double age)
    {
        var day = (int)Math.Round(age * DaysPerWeek);
        var isWhole = Math.Abs((age * DaysPerWeek) - day) < 1e-9;
        return isWhole && x < TabulatedFrequencies && day < _days ? (x * _days) + day : -1;
    }

    private (double InHorizon, double Discounted) Compute(int x, double age) =>
        (BgNbd.ExpectedPurchasesIfAlive(_parameters, x, age, _options.HorizonWeeks), Discounted(x, age));

    // ∫ e^(−δs) dE(s) over the years, by parts: e^(−δH) E(H) + δ ∫ e^(−δs) E(s) ds.
    private double Discounted(int x, double age)
    {
        var end = _options.TotalValueYears * WeeksPerYear;
        var rate = Math.Log(1 + _options.YearlyDiscount) / WeeksPerYear;
        var sum = Math.Exp(-rate * end) * BgNbd.ExpectedPurchasesIfAlive(_parameters, x, age, end);
        if (rate > 0)
        {
            for (var i = 0; i < s_rule.Order; i++)
            {
                var at = end * s_rule.GetAbscissa(i);
                sum += rate * end * s_rule.GetWeight(i) * Math.Exp(-rate * at) * BgNbd.ExpectedPurchasesIfAlive(_parameters, x, age, at);
            }
        }

        return sum;
    }
}
