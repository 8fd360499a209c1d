using MerchantStudio.Core.Evaluation.Lists;
using MerchantStudio.Core.Evaluation.Metrics;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Evaluation;

/// <summary>Measures a fitted model on a trial: every customer, the whole catalogue, every metric.</summary>
public static class Evaluator
{
    /// <summary>All metrics, list figures and segments.</summary>
    /// <param name="trial">The question.</param>
    /// <param name="model">A model that was fitted to the trial's training data.</param>
    /// <param name="options">Lengths of lists and threads.</param>
    /// <param name="cancellationToken">Looked at before each few customers.</param>
    public static TrialResult Evaluate(Trial trial, IRecommenderModel model, EvaluationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(options);
        var cases = trial.Cases;
        var lists = new Ranker(trial, model, options.Ks.Max()).RankAll(cases, options.Threads, cancellationToken);
        var perCustomer = Measure(lists.Select(list => ToCase(list.RankOfRelevant)), options.Ks);
        var top = Array.ConvertAll(lists, list => list.Top);
        return new TrialResult
        {
            Customers = cases.Count,
            RelevantPerCustomer = cases.Count == 0 ? 0 : cases.Average(held => held.Relevant.Length),
            PerCustomer = perCustomer.Concat(ListFigures(trial, top, options.Ks)).ToDictionary(),
            Overall = Overall(top, options.Ks, model.ItemCount),
            Segments = Segments.Of(trial, cases, lists, options.Ks),
        };
    }

    /// <summary>The mean of the one metric that settings are chosen by; 0 when there is nobody to be scored.</summary>
    public static double TuningScore(Trial trial, IRecommenderModel model, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var lists = new Ranker(trial, model, MetricCatalog.TuningK).RankAll(trial.Cases, threads, cancellationToken);
        return lists.Length == 0 ? 0 : lists.Average(list => MetricCatalog.Tuning.Of(ToCase(list.RankOfRelevant), MetricCatalog.TuningK));
    }

    internal static RankedCase ToCase(double[] ranks) => new([.. ranks.Where(double.IsFinite).Order()], ranks.Length);

    internal static Dictionary<(string Metric, int K), double[]> Measure(IEnumerable<RankedCase> cases, IReadOnlyList<int> ks)
    {
        var ranked = cases.ToArray();
        var values = new Dictionary<(string, int), double[]>();
        foreach (var metric in MetricCatalog.All)
        {
            foreach (var k in ks)
            {
                values.Add((metric.Name, k), Array.ConvertAll(ranked, one => metric.Of(one, k)));
            }
        }

        return values;
    }

    private static Dictionary<(string Metric, int K), double[]> ListFigures(Trial trial, int[][] top, IReadOnlyList<int> ks)
    {
        var train = trial.Split.Train;
        var customersPerItem = train.CustomersPerItem();
        var diversity = new IntraListDiversity(train.ToMatrix(_ => 1).Transpose());
        var values = new Dictionary<(string, int), double[]>();
        foreach (var k in ks)
        {
            values.Add((Novelty.Name, k), Array.ConvertAll(top, list => Novelty.Of(list, k, customersPerItem, train.CustomerCount)));
            values.Add((IntraListDiversity.Name, k), Array.ConvertAll(top, list => diversity.Of(list, k)));
        }

        return values;
    }

    private static Dictionary<(string Metric, int K), double> Overall(int[][] top, IReadOnlyList<int> ks, int catalogue)
    {
        var values = new Dictionary<(string, int), double>();
        foreach (var k in ks)
        {
            values.Add((Coverage.Name, k), Coverage.Of(top, k, catalogue));
            values.Add((Gini.Name, k), Gini.Of(top, k, catalogue));
        }

        return values;
    }
}
