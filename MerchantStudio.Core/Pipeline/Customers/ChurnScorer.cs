using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Scores customers with a trained model: the chance, its terms, and how both differ from a month earlier.</summary>
internal sealed class ChurnScorer(ShopPurchases purchases, ChurnModel model, bool[] known, ChurnOptions options, TasteProducts products)
{
    private const int ListedReasons = 5;
    private const int ListedChanges = 4;
    private const int DaysBefore = 30;
    private const long SecondsPerDay = 86_400;

    private readonly HashSet<int> _tasteTerms =
        [.. Enumerable.Range(0, model.Boosting.Shapes.Count).Where(term => ChurnFeatures.TasteAxisOf(model.Boosting.Shapes[term].Bins.Name) is not null)];

    public List<CustomerScore> Score(long endSeconds, CancellationToken cancellationToken)
    {
        var (today, before) = (At(endSeconds, cancellationToken), At(endSeconds - (DaysBefore * SecondsPerDay), cancellationToken));
        var rowsBefore = before.Customers.Select((customer, row) => (customer, row)).ToDictionary(pair => pair.customer, pair => pair.row);
        var logOdds = model.Boosting.Predict(today.Features);
        var stakes = YearlySpend(today);
        var spreads = Spreads(today.Features);
        var scores = new List<CustomerScore>(logOdds.Length);
        for (var row = 0; row < logOdds.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var probability = model.Calibration.Apply(logOdds[row]);
            var terms = model.Boosting.Explain(today.Features, row);
            var (listed, others) = Strongest(today.Features, row, terms, ListedReasons);
            ScoreReason[] reasons = [.. listed.Select(reason => reason.Feature == ChurnFeatures.Taste ? reason with { Products = Behind(today, row, terms, reason.LogOdds) } : reason)];
            var then = rowsBefore.TryGetValue(today.Customers[row], out var rowBefore) ? Compare(today, row, terms, before, rowBefore) : null;
            var details = new ChurnScoreDetails(logOdds[row], reasons, others, (long)Math.Round(probability * stakes[row]), then) { MarkedBy = MarkedBy(today, row, spreads) };
            scores.Add(new CustomerScore
            {
                ScoreSetId = 0,
                CustomerKey = purchases.Keys[today.Customers[row]],
                Value = probability,
                DetailsJson = JsonSerializer.Serialize(details, ScoreJson.Options),
            });
        }

        return scores;
    }

    private ChurnSample At(long cutoffSeconds, CancellationToken cancellationToken)
    {
        var sample = ChurnSample.At(purchases.Log, cutoffSeconds, options, ChurnFeatures.All, cancellationToken);
        return sample with { Features = ChurnProtocols.Select(sample.Features, known) };
    }

    private ChurnBefore Compare(ChurnSample today, int row, double[] terms, ChurnSample before, int rowBefore)
    {
        var earlier = model.Boosting.Explain(before.Features, rowBefore);
        var logOdds = model.Boosting.Intercept + earlier.Sum();
        var (changes, others) = Strongest(today.Features, row, [.. terms.Zip(earlier, (now, then) => now - then)], ListedChanges);
        return new ChurnBefore(
            DateTime.UnixEpoch.AddSeconds(before.CutoffSeconds), model.Calibration.Apply(logOdds), logOdds, [.. changes.Where(change => change.LogOdds != 0)], others);
    }

    private (IReadOnlyList<ScoreReason> Listed, double Others) Strongest(FeatureTable features, int row, double[] terms, int count)
    {
        // The directions of taste say something to people only together.
        var taste = new ScoreReason(ChurnFeatures.Taste, null, null, _tasteTerms.Sum(term => terms[term]));
        var reasons = Enumerable.Range(0, terms.Length).Where(term => !_tasteTerms.Contains(term)).Select(term => Reason(features, row, term, terms[term]));
        ScoreReason[] listed = [.. (_tasteTerms.Count > 0 ? reasons.Append(taste) : reasons).OrderByDescending(reason => Math.Abs(reason.LogOdds)).Take(count)];
        return (listed, terms.Sum() - listed.Sum(reason => reason.LogOdds));
    }

    private ScoreReason Reason(FeatureTable features, int row, int term, double logOdds)
    {
        if (term >= model.Boosting.Shapes.Count)
        {
            var pair = model.Boosting.Pairs[term - model.Boosting.Shapes.Count];
            return new ScoreReason(pair.FirstBins.Name, pair.SecondBins.Name, null, logOdds);
        }

        var value = features.Columns[term].Values[row];
        return new ScoreReason(features.Columns[term].Name, null, double.IsNaN(value) ? null : value, logOdds);
    }

    // Of the directions that push the same way as all together, the one that pushes most.
    private IReadOnlyList<string>? Behind(ChurnSample today, int row, double[] terms, double together) =>
        _tasteTerms.Count == 0 ? null : ProductsOf(today, row, _tasteTerms.MaxBy(term => terms[term] * Math.Sign(together)));

    // The direction on which the customer stands farthest from the shop's mean, counted in standard deviations.
    private IReadOnlyList<string> MarkedBy(ChurnSample today, int row, Dictionary<int, (double Mean, double Deviation)> spreads)
    {
        var far = spreads.Where(pair => pair.Value.Deviation > 0)
            .Select(pair => (Term: pair.Key, Far: Math.Abs(today.Features.Columns[pair.Key].Values[row] - pair.Value.Mean) / pair.Value.Deviation))
            .Where(pair => !double.IsNaN(pair.Far)).ToList();
        return far.Count == 0 ? [] : ProductsOf(today, row, far.MaxBy(pair => pair.Far).Term);
    }

    private IReadOnlyList<string> ProductsOf(ChurnSample today, int row, int term)
    {
        var column = today.Features.Columns[term];
        return products.Of(today.Customers[row], ChurnFeatures.TasteAxisOf(column.Name)!.Value, column.Values[row]);
    }

    private Dictionary<int, (double Mean, double Deviation)> Spreads(FeatureTable features)
    {
        var spreads = new Dictionary<int, (double, double)>();
        foreach (var term in _tasteTerms)
        {
            double[] places = [.. features.Columns[term].Values.Where(double.IsFinite)];
            var mean = places.Length == 0 ? 0 : places.Average();
            spreads[term] = (mean, places.Length == 0 ? 0 : Math.Sqrt(places.Average(place => (place - mean) * (place - mean))));
        }

        return spreads;
    }

    // What is at stake is a year's spend as it has been: the last 365 days, returns taken off.
    private long[] YearlySpend(ChurnSample today)
    {
        var (log, from) = (purchases.Log, today.CutoffSeconds - (365 * SecondsPerDay));
        return [.. today.Customers.Select(customer => Math.Max(0, Enumerable.Range(log.Offsets[customer], log.Offsets[customer + 1] - log.Offsets[customer])
            .Where(line => log.Seconds[line] >= from).Sum(line => log.AmountMinor[line])))];
    }
}
