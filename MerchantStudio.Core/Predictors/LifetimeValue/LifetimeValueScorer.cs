namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>Scores every customer of a fitted model on all cores, without allocating per customer.</summary>
public static class LifetimeValueScorer
{
    private const int ChunkSize = 4096;

    public static LifetimeValueScores Score(
        RepeatPurchases data, LifetimeValueFit fit, LifetimeValueOptions options, CancellationToken cancellationToken)
    {
        var scores = Empty(data.Count, options.HorizonWeeks);
        var expectations = new ExpectationTable(data, fit.Purchases, options, cancellationToken);
        var chunks = (data.Count + ChunkSize - 1) / ChunkSize;
        Parallel.For(0, chunks, new ParallelOptions { CancellationToken = cancellationToken }, chunk =>
        {
            var end = Math.Min(data.Count, (chunk + 1) * ChunkSize);
            for (var row = chunk * ChunkSize; row < end; row++)
            {
                ScoreOne(data, fit, expectations, scores, row);
            }
        });
        return scores;
    }

    private static void ScoreOne(RepeatPurchases data, LifetimeValueFit fit, ExpectationTable expectations, LifetimeValueScores scores, int row)
    {
        var (x, age) = (data.Frequency[row], data.Age[row]);
        var (inHorizon, discounted) = expectations.IfAlive(x, age);
        var alive = BgNbd.ProbabilityAlive(fit.Purchases, x, data.Recency[row], age);
        var spend = fit.Spend is { } g ? Finite(GammaGamma.ExpectedSpend(g, x, data.MeanSpend[row])) : 0;
        scores.ProbabilityAlive[row] = alive;
        scores.ExpectedPurchases[row] = alive * inHorizon;
        scores.ExpectedSpendPerPurchase[row] = spend;
        scores.ExpectedSpend[row] = alive * inHorizon * spend;
        scores.TotalValue[row] = alive * discounted * spend;
        scores.WeeksToNextOrder[row] = BgNbd.WaitingTime(fit.Purchases, x, age, 0.5);
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;

    private static LifetimeValueScores Empty(int count, double horizonWeeks) => new()
    {
        HorizonWeeks = horizonWeeks,
        ProbabilityAlive = new double[count],
        ExpectedPurchases = new double[count],
        ExpectedSpendPerPurchase = new double[count],
        ExpectedSpend = new double[count],
        TotalValue = new double[count],
        WeeksToNextOrder = new double[count],
    };
}
