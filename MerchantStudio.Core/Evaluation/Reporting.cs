using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Evaluation;

/// <summary>Turns per-customer values into means with bootstrap intervals, and two models' values into paired differences.</summary>
public static class Reporting
{
    public static IReadOnlyList<MetricValue> Metrics(TrialResult result, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(options);
        var overall = result.Overall.Select(pair => new MetricValue(pair.Key.Metric, pair.Key.K, pair.Value, null, null));
        return [.. WithIntervals(result.PerCustomer, options), .. overall];
    }

    public static IReadOnlyList<SegmentReport> SegmentReports(TrialResult result, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Segments.Select(segment =>
            new SegmentReport(segment.Key, segment.Value.Values.First().Length, WithIntervals(segment.Value, options)))];
    }

    /// <summary>Every ranking metric of a model minus the baseline's, customer by customer.</summary>
    /// <exception cref="ArgumentException">The two were not measured on the same customers.</exception>
    public static IReadOnlyList<MetricComparison> Compare(TrialResult model, string baseline, TrialResult other, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(options);
        if (model.Customers != other.Customers)
        {
            throw new ArgumentException($"The model was measured on {model.Customers} customers, {baseline} on {other.Customers}.", nameof(other));
        }

        if (model.Customers == 0)
        {
            return [];
        }

        var keys = MetricKeys(options);
        var differences = keys.Select(key => Difference(model.PerCustomer[key], other.PerCustomer[key])).ToArray();
        var intervals = Bootstrap.Means(differences, options.BootstrapResamples, options.Confidence, options.Seed);
        return [.. keys.Select((key, i) => new MetricComparison(
            baseline, key.Metric, key.K, intervals[i].Mean, intervals[i].Low, intervals[i].High))];
    }

    private static (string Metric, int K)[] MetricKeys(EvaluationOptions options) =>
        [.. Evaluation.Metrics.MetricCatalog.All.SelectMany(metric => options.Ks.Select(k => (metric.Name, k)))];

    private static double[] Difference(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a - b)];

    private static IReadOnlyList<MetricValue> WithIntervals(
        IReadOnlyDictionary<(string Metric, int K), double[]> values, EvaluationOptions options)
    {
        var keys = values.Keys.ToArray();
        var intervals = Bootstrap.Means([.. keys.Select(key => values[key])], options.BootstrapResamples, options.Confidence, options.Seed);
        return [.. keys.Select((key, i) => new MetricValue(
            key.Metric, key.K, Finite(intervals[i].Mean), Finite(intervals[i].Low), Finite(intervals[i].High)))];
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
