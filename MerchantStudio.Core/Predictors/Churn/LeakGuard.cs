namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>
/// Catches features that look past the cut-off: computes them once on the whole log and once on a log that ends at the
/// cut-off. A feature from before the cut-off cannot tell the two apart; one that differs for any customer has seen the future.
/// </summary>
public static class LeakGuard
{
    // Two fits of the same data may end a rounding apart; what was learned from the future moves features by far more.
    private const double Tolerance = 1e-3;

    /// <summary>Names of the features that changed when the future was taken away.</summary>
    public static IReadOnlyList<string> FindLeaks(
        PurchaseLog log, long cutoffSeconds, ChurnOptions options, IReadOnlyList<ChurnFeature> features, CancellationToken cancellationToken)
    {
        var seen = ChurnSample.At(log, cutoffSeconds, options, features, cancellationToken).Features;
        var blind = ChurnSample.At(log.Before(cutoffSeconds), cutoffSeconds, options, features, cancellationToken).Features;
        return [.. seen.Columns.Where((column, i) => !Agree(column.Values, blind.Columns[i].Values)).Select(column => column.Name)];
    }

    private static bool Agree(double[] seen, double[] blind) => seen.Zip(blind).All(pair =>
        (double.IsNaN(pair.First) && double.IsNaN(pair.Second)) || Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Max(1, Math.Abs(pair.First)));

    /// <exception cref="LeakFoundException">A feature looks past the cut-off; the message names it.</exception>
    public static void Check(
        PurchaseLog log, long cutoffSeconds, ChurnOptions options, IReadOnlyList<ChurnFeature> features, CancellationToken cancellationToken)
    {
        if (FindLeaks(log, cutoffSeconds, options, features, cancellationToken) is { Count: > 0 } leaks)
        {
            throw new LeakFoundException(leaks);
        }
    }
}

/// <summary>Features that know what happened after the cut-off: a model trained on them would look better than it is.</summary>
public sealed class LeakFoundException(IReadOnlyList<string> features)
    : InvalidOperationException($"These features use what happened after the cut-off: {string.Join(", ", features)}.")
{
    public IReadOnlyList<string> Features { get; } = features;
}
