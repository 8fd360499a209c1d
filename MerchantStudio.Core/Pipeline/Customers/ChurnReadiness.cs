using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors;
using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>What a shop still lacks for a churn model that can be tested.</summary>
internal static class ChurnReadiness
{
    private const long SecondsPerDay = 86_400;

    public static IReadOnlyList<MissingData> Missing(PurchaseLog log, long endSeconds, ChurnOptions options, CancellationToken cancellationToken)
    {
        // The tested cut-off lies one horizon back, the newest training one a horizon before it, and that one needs customers.
        var neededDays = (2 * options.HorizonDays) + (options.ActiveDays / 2);
        var days = log.LineCount == 0 ? 0 : (endSeconds - log.Seconds.Min()) / SecondsPerDay;
        if (days < neededDays)
        {
            return [new MissingData("days-of-orders", neededDays, days)];
        }

        var tested = ChurnSample.At(log, endSeconds - (options.HorizonDays * SecondsPerDay), options, [], cancellationToken).Left;
        var trained = new ChurnSamples(log, options, []).TrainingBefore(endSeconds - (options.HorizonDays * SecondsPerDay), cancellationToken)
            .SelectMany(sample => sample.Left).ToArray();
        List<MissingData> missing = [];
        AddFewer(missing, "customers-who-left", options.MinimumPerClass, Math.Min(tested.Count(left => left), trained.Count(left => left)));
        AddFewer(missing, "returning-customers", options.MinimumPerClass, Math.Min(tested.Count(left => !left), trained.Count(left => !left)));
        return missing;
    }

    private static void AddFewer(List<MissingData> missing, string key, int needed, int present)
    {
        if (present < needed)
        {
            missing.Add(new MissingData(key, needed, present));
        }
    }
}
