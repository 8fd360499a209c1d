using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>A churn scoring: what explains it, and the scores of the customers who may still leave.</summary>
public sealed record ChurnScores(ChurnDetails Details, IReadOnlyList<CustomerScore> Scores);

/// <summary>Tests the churn model on the last cut-off whose outcome is known, then trains on all of them and scores today's customers.</summary>
public static class ChurnScoring
{
    private const long SecondsPerDay = 86_400;

    /// <param name="purchases">The shop, up to <paramref name="asOfUtc"/>.</param>
    /// <param name="asOfUtc">The moment from which the horizon counts.</param>
    /// <param name="options">Horizon, seed and settings.</param>
    /// <param name="time">Measures the duration.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static ChurnScores Run(ShopPurchases purchases, DateTime asOfUtc, ChurnOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var missing = ChurnReadiness.Missing(purchases.Log, SecondsOf(asOfUtc), options, cancellationToken);
        if (missing.Count > 0)
        {
            return new ChurnScores(Describe(purchases, options, missing), []);
        }

        var end = SecondsOf(asOfUtc);
        var samples = ChurnSamples.Bounded(purchases.Log, options, ChurnFeatures.All);
        var testCutoff = end - (options.HorizonDays * SecondsPerDay);
        LeakGuard.Check(purchases.Log, testCutoff, samples.Options, ChurnFeatures.All, cancellationToken);
        var test = ChurnProtocols.Rolling(samples, testCutoff, options, cancellationToken)
            ?? throw new InvalidOperationException("A shop that is ready has customers of both outcomes.");
        var months = ChurnProtocols.MonthByMonth(samples, testCutoff, cancellationToken);
        var (table, left, customers) = ChurnProtocols.Stack(samples.TrainingBefore(end, cancellationToken));
        var known = ChurnProtocols.KnownColumns(table);
        var model = ChurnModel.Train(ChurnProtocols.Select(table, known), left, customers, options, cancellationToken);
        var taste = new TasteProducts(purchases, end, options);
        var scores = new ChurnScorer(purchases, model, known, options, taste).Score(end, cancellationToken);
        var details = Describe(purchases, options, missing) with
        {
            Test = ChurnMapping.ToDomain(test),
            Months = [.. months.Append(test).Select(ChurnMapping.ToMonth)],
            LearnedFromOneIn = samples.Options.OneIn,
            Intercept = model.Boosting.Intercept,
            Shapes = [.. model.Boosting.Shapes.Select(ChurnMapping.ToDomain).Select(taste.WithEnds)],
            Pairs = [.. model.Boosting.Pairs.Select(ChurnMapping.ToDomain)],
            Seconds = time.GetElapsedTime(started).TotalSeconds,
        };
        return new ChurnScores(details, scores);
    }

    internal static long SecondsOf(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private static ChurnDetails Describe(ShopPurchases purchases, ChurnOptions options, IReadOnlyList<MissingData> missing)
    {
        var rhythm = ShopRhythm.Of(purchases.Log);
        return new ChurnDetails
        {
            HorizonDays = options.HorizonDays,
            ProposedHorizonDays = rhythm.ProposedHorizonDays,
            Rhythm = ChurnMapping.ToDomain(rhythm),
            ActiveDays = options.ActiveDays,
            Missing = missing,
        };
    }
}
