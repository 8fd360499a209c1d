using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>A churn scoring: what explains it, and the scores of the customers who may still leave.</summary>
public sealed record ChurnScores(ChurnDetails Details, IReadOnlyList<CustomerScore> Scores);

/// <summary>Tests the churn model on the last cut-off whose outcome is known, then trains on all of them and scores today's customers.</summary>
public static class ChurnScoring
{
    private const int ListedReasons = 5;
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
        var testCutoff = end - (options.HorizonDays * SecondsPerDay);
        LeakGuard.Check(purchases.Log, testCutoff, options, ChurnFeatures.All, cancellationToken);
        var test = ChurnProtocols.Rolling(purchases.Log, testCutoff, options, ChurnFeatures.All, cancellationToken);
        var (table, left, customers) = ChurnProtocols.Stack(ChurnProtocols.TrainingSamples(purchases.Log, end, options, ChurnFeatures.All, cancellationToken));
        var today = ChurnSample.At(purchases.Log, end, options, ChurnFeatures.All, cancellationToken);
        var known = ChurnProtocols.KnownColumns(table);
        var model = ChurnModel.Train(ChurnProtocols.Select(table, known), left, customers, options, cancellationToken);
        var scores = Score(purchases, today, ChurnProtocols.Select(today.Features, known), model);
        var details = Describe(purchases, options, missing) with
        {
            Test = ChurnMapping.ToDomain(test),
            Intercept = model.Boosting.Intercept,
            Shapes = [.. model.Boosting.Shapes.Select(ChurnMapping.ToDomain)],
            Pairs = [.. model.Boosting.Pairs.Select(ChurnMapping.ToDomain)],
            Seconds = time.GetElapsedTime(started).TotalSeconds,
        };
        return new ChurnScores(details, scores);
    }

    internal static long SecondsOf(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private static ChurnDetails Describe(ShopPurchases purchases, ChurnOptions options, IReadOnlyList<MissingData> missing) => new()
    {
        HorizonDays = options.HorizonDays,
        ProposedHorizonDays = ShopRhythm.Of(purchases.Log).ProposedHorizonDays,
        ActiveDays = options.ActiveDays,
        Missing = missing,
    };

    private static List<CustomerScore> Score(ShopPurchases purchases, ChurnSample today, FeatureTable features, ChurnModel model)
    {
        var logOdds = model.Boosting.Predict(features);
        var stakes = YearlySpend(purchases, today);
        var scores = new List<CustomerScore>(logOdds.Length);
        for (var row = 0; row < logOdds.Length; row++)
        {
            var probability = model.Calibration.Apply(logOdds[row]);
            var (reasons, others) = Reasons(model.Boosting, features, row);
            var stake = (long)Math.Round(probability * stakes[row]);
            scores.Add(new CustomerScore
            {
                ScoreSetId = 0,
                CustomerKey = purchases.Keys[today.Customers[row]],
                Value = probability,
                DetailsJson = JsonSerializer.Serialize(new ChurnScoreDetails(logOdds[row], reasons, others, stake), ScoreJson.Options),
            });
        }

        return scores;
    }

    private static (IReadOnlyList<ScoreReason> Reasons, double Others) Reasons(BoostingModel model, FeatureTable features, int row)
    {
        var terms = model.Explain(features, row);
        var listed = Enumerable.Range(0, terms.Length).OrderByDescending(term => Math.Abs(terms[term])).Take(ListedReasons).ToArray();
        return ([.. listed.Select(term => Reason(model, features, row, term, terms[term]))], terms.Sum() - listed.Sum(term => terms[term]));
    }

    private static ScoreReason Reason(BoostingModel model, FeatureTable features, int row, int term, double logOdds)
    {
        if (term >= model.Shapes.Count)
        {
            var pair = model.Pairs[term - model.Shapes.Count];
            return new ScoreReason(pair.FirstBins.Name, pair.SecondBins.Name, null, logOdds);
        }

        var value = features.Columns[term].Values[row];
        return new ScoreReason(features.Columns[term].Name, null, double.IsNaN(value) ? null : value, logOdds);
    }

    // What is at stake is a year's spend as it has been: the last 365 days, returns taken off.
    private static long[] YearlySpend(ShopPurchases purchases, ChurnSample today)
    {
        var (log, from) = (purchases.Log, today.CutoffSeconds - (365 * SecondsPerDay));
        return [.. today.Customers.Select(customer => Math.Max(0, Enumerable.Range(log.Offsets[customer], log.Offsets[customer + 1] - log.Offsets[customer])
            .Where(line => log.Seconds[line] >= from).Sum(line => log.AmountMinor[line])))];
    }
}
