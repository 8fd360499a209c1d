using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>What BG/NBD says of a customer at a cut-off.</summary>
/// <param name="ProbabilityAlive">Chance that the customer has not left for good.</param>
/// <param name="ProbabilityOfSilence">Chance of no purchase within the horizon.</param>
/// <param name="ExpectedPurchases">Purchases expected within the horizon.</param>
public readonly record struct PurchaseForecast(double ProbabilityAlive, double ProbabilityOfSilence, double ExpectedPurchases)
{
    /// <summary>Nothing known: all figures NaN, which the features take as missing.</summary>
    public static readonly PurchaseForecast Unknown = new(double.NaN, double.NaN, double.NaN);

    private const int MinimumRepeatCustomers = 10;

    // Where nobody seems to leave, the likelihood is flat in a and b: later digits would be noise that a model could learn.
    private const int Digits = 4;

    /// <summary>Fits BG/NBD on what lies before the cut-off and forecasts every customer of the log.</summary>
    public static PurchaseForecast[] AtCutoff(PurchaseLog log, long cutoffSeconds, double horizonDays, CancellationToken cancellationToken)
    {
        var before = log.Before(cutoffSeconds);
        var forecasts = new PurchaseForecast[log.CustomerCount];
        Array.Fill(forecasts, Unknown);
        if (before.LineCount == 0)
        {
            return forecasts;
        }

        var data = RepeatPurchases.FromLog(before, before.Day.Max() + 1);
        if (data.Frequency.Count(x => x > 0) < MinimumRepeatCustomers)
        {
            return forecasts;
        }

        var fit = LifetimeValueModel.Fit(data, new LifetimeValueOptions(), cancellationToken).Purchases;
        for (var i = 0; i < data.Count; i++)
        {
            forecasts[data.Customer[i]] = Forecast(fit, data.Frequency[i], data.Recency[i], data.Age[i], horizonDays / 7);
        }

        return forecasts;
    }

    // Silence: gone already, or still there and waiting longer than the horizon.
    private static PurchaseForecast Forecast(in BgNbdParameters p, int x, double tx, double age, double horizonWeeks)
    {
        var alive = BgNbd.ProbabilityAlive(p, x, tx, age);
        var waits = Math.Exp((p.R + x) * -double.LogP1(horizonWeeks / (p.Alpha + age)));
        var expected = alive * BgNbd.ExpectedPurchasesIfAlive(p, x, age, horizonWeeks);
        return new PurchaseForecast(Math.Round(alive, Digits), Math.Round(1 - (alive * (1 - waits)), Digits), Math.Round(expected, Digits));
    }
}
