using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>The customers at one cut-off: who they are, what is known of them and whether they bought within the horizon.</summary>
public sealed record ChurnSample
{
    public required long CutoffSeconds { get; init; }

    /// <summary>Number of each row's customer in the log.</summary>
    public required int[] Customers { get; init; }

    public required FeatureTable Features { get; init; }

    /// <summary>True where the customer bought nothing within the horizon; meaningless when the horizon is not over.</summary>
    public required bool[] Left { get; init; }

    /// <summary>
    /// Takes the customers with a purchase in the active days before the cut-off, in the order of their first purchase, so
    /// that it does not depend on how they are keyed.
    /// </summary>
    public static ChurnSample At(PurchaseLog log, long cutoffSeconds, ChurnOptions options, IReadOnlyList<ChurnFeature> features, CancellationToken cancellationToken)
    {
        var customers = ActiveCustomers(log, cutoffSeconds, options);
        var horizonEnd = cutoffSeconds + (options.HorizonDays * 86_400L);
        return new ChurnSample
        {
            CutoffSeconds = cutoffSeconds,
            Customers = customers,
            Features = Extract(log, cutoffSeconds, customers, options, features, cancellationToken),
            Left = Array.ConvertAll(customers, customer => !Bought(log, customer, cutoffSeconds, horizonEnd + 1)),
        };
    }

    private static FeatureTable Extract(
        PurchaseLog log, long cutoffSeconds, int[] customers, ChurnOptions options, IReadOnlyList<ChurnFeature> features, CancellationToken cancellationToken)
    {
        var history = new CustomerHistory(new CutoffView(log, cutoffSeconds, options, cancellationToken));
        var values = features.Select(_ => new double[customers.Length]).ToArray();
        for (var row = 0; row < customers.Length; row++)
        {
            history.Read(customers[row]);
            for (var i = 0; i < features.Count; i++)
            {
                var value = features[i].Value(history);
                values[i][row] = double.IsFinite(value) ? value : double.NaN;
            }
        }

        return new FeatureTable([.. features.Select((feature, i) => new FeatureColumn(feature.Name, feature.Direction, values[i]))], customers.Length);
    }

    private static int[] ActiveCustomers(PurchaseLog log, long cutoffSeconds, ChurnOptions options)
    {
        var from = cutoffSeconds - (options.ActiveDays * 86_400L);
        return [.. Enumerable.Range(0, log.CustomerCount)
            .Where(customer => (options.OneIn == 1 || SplitMix64.Mix((ulong)customer) % (ulong)options.OneIn == 0)
                && Bought(log, customer, from, cutoffSeconds))
            .OrderBy(customer => log.Seconds[log.Offsets[customer]]).ThenBy(customer => log.Order[log.Offsets[customer]])];
    }

    private static bool Bought(PurchaseLog log, int customer, long fromSeconds, long toSeconds)
    {
        for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1] && log.Seconds[line] < toSeconds; line++)
        {
            if (!log.IsReturn[line] && log.Seconds[line] >= fromSeconds)
            {
                return true;
            }
        }

        return false;
    }
}
