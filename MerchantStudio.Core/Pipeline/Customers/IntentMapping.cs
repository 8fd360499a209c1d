using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.PurchaseIntent;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>What the model of purchase intent says, as records that are kept and shown.</summary>
internal static class IntentMapping
{
    private const int ThresholdSteps = 200;
    private const int CurvePoints = 100;

    public static IntentTest ToDomain(IntentEvaluation evaluation) => new()
    {
        SplitUtc = DateTime.UnixEpoch.AddMilliseconds(evaluation.Split.SplitMilliseconds),
        TrainingSessions = evaluation.Split.Training.Count,
        TrainingMoments = evaluation.TrainingMoments,
        Model = ChurnMapping.ToDomain(evaluation.Model),
        Logistic = ChurnMapping.ToDomain(evaluation.Logistic),
        BaseRate = ChurnMapping.ToDomain(evaluation.BaseRate),
        HasSkill = evaluation.HasSkill,
        Thresholds = Thresholds(evaluation.Bought, evaluation.Probabilities),
        Roc = Roc(evaluation.Bought, evaluation.Probabilities),
    };

    /// <summary>The strongest terms of a row, and the sum of the others.</summary>
    public static (IReadOnlyList<ScoreReason> Reasons, double Others) Reasons(BoostingModel model, FeatureTable table, int row, int most)
    {
        var terms = model.Explain(table, row);
        var listed = Enumerable.Range(0, terms.Length).OrderByDescending(term => Math.Abs(terms[term])).Take(most).ToArray();
        return ([.. listed.Select(term => Reason(model, table, row, term, terms[term]))], terms.Sum() - listed.Sum(term => terms[term]));
    }

    internal static IReadOnlyList<ThresholdPoint> Thresholds(bool[] bought, double[] chances)
    {
        // A chance counts at the highest step that it reaches; those above count too.
        var (hits, alarms) = (new int[ThresholdSteps + 1], new int[ThresholdSteps + 1]);
        for (var i = 0; i < chances.Length; i++)
        {
            var step = (int)Math.Floor((chances[i] * ThresholdSteps) + 1e-9);
            (bought[i] ? hits : alarms)[Math.Clamp(step, 0, ThresholdSteps)]++;
        }
        var points = new ThresholdPoint[ThresholdSteps + 1];
        for (var (step, caught, wrong) = (ThresholdSteps, 0, 0); step >= 0; step--)
        {
            (caught, wrong) = (caught + hits[step], wrong + alarms[step]);
            points[step] = new ThresholdPoint(step / (double)ThresholdSteps, caught, wrong);
        }
        return points;
    }

    /// <summary>From [0, 0] to [1, 1]; moments of equal chance are taken together.</summary>
    internal static IReadOnlyList<double[]> Roc(bool[] bought, double[] chances)
    {
        var order = Enumerable.Range(0, chances.Length).OrderByDescending(i => chances[i]).ToArray();
        var (buying, other) = (bought.Count(b => b), bought.Count(b => !b));
        var (points, caught, wrong) = (new List<double[]> { new[] { 0.0, 0.0 } }, 0, 0);
        for (var i = 0; i < order.Length; i++)
        {
            (caught, wrong) = bought[order[i]] ? (caught + 1, wrong) : (caught, wrong + 1);
            if (i + 1 == order.Length || chances[order[i + 1]] < chances[order[i]])
            {
                points.Add([wrong / (double)Math.Max(1, other), caught / (double)Math.Max(1, buying)]);
            }
        }
        var step = Math.Max(1, points.Count / CurvePoints);
        return [.. points.Where((_, i) => i % step == 0 || i == points.Count - 1)];
    }

    private static ScoreReason Reason(BoostingModel model, FeatureTable table, int row, int term, double logOdds)
    {
        if (term >= model.Shapes.Count)
        {
            var pair = model.Pairs[term - model.Shapes.Count];
            return new ScoreReason(pair.FirstBins.Name, pair.SecondBins.Name, null, logOdds);
        }
        var value = table.Columns[term].Values[row];
        return new ScoreReason(table.Columns[term].Name, null, double.IsNaN(value) ? null : value, logOdds);
    }
}
