using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.PurchaseIntent;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Tests the model of purchase intent on the latest sessions, then trains on all of them and scores those of the last day.</summary>
public static class IntentScoring
{
    /// <param name="sessions">The shop's sessions.</param>
    /// <param name="options">Settings and seed.</param>
    /// <param name="features">What is known of a session; <see cref="IntentFeatures.All"/> but in tests.</param>
    /// <param name="time">Measures the duration.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static IntentDetails Run(
        ShopSessions sessions, IntentOptions options, IReadOnlyList<IntentFeature> features, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var log = sessions.Log;
        // Only sessions that are over are known not to end in a purchase; those that open with one have nothing before it.
        int[] known = [.. sessions.Chosen.Where(session => log.EndOf(session) + options.SessionGapMilliseconds < sessions.EndMilliseconds
            && IntentSample.EventsBeforePurchase(log, session) > 0)];
        var split = IntentProtocol.Split(log, known, options.TestShare);
        var details = new IntentDetails
        {
            Missing = IntentReadiness.Missing(log, split, options),
            Sessions = sessions.Sessions,
            LookedAt = known.Length,
            LastDay = sessions.LastDay,
        };
        if (details.Missing.Count > 0)
        {
            return details;
        }

        PrefixGuard.Check(log, IntentSample.Draw(log, split.Tested.Take(options.GuardedMoments), 1, options.Boosting.Seed), features, cancellationToken);
        var evaluation = IntentProtocol.Evaluate(log, split, options, features, cancellationToken);
        var all = IntentSample.Of(log, IntentSample.Draw(log, known, options.MomentsPerSession, options.Boosting.Seed), features, cancellationToken);
        var model = IntentModel.Train(all, options, cancellationToken);
        var today = IntentToday.Score(sessions, model, options, features, cancellationToken);
        return details with
        {
            Test = IntentMapping.ToDomain(evaluation),
            Intercept = model.Boosting.Intercept,
            Shapes = [.. model.Boosting.Shapes.Select(ChurnMapping.ToDomain)],
            Pairs = [.. model.Boosting.Pairs.Select(ChurnMapping.ToDomain)],
            Calibration = [.. model.Calibration.Scores.Zip(model.Calibration.Probabilities, (score, chance) => new[] { score, chance })],
            Distribution = today.Distribution,
            Today = today.Sessions,
            Seconds = time.GetElapsedTime(started).TotalSeconds,
        };
    }
}

/// <summary>What a shop still lacks for a model of purchase intent that can be tested.</summary>
internal static class IntentReadiness
{
    public static IReadOnlyList<MissingData> Missing(SessionLog log, SessionSplit split, IntentOptions options)
    {
        var (trained, tested) = (Count(log, split.Training), Count(log, split.Tested));
        List<MissingData> missing = [];
        Add(missing, "sessions-that-buy", options.MinimumPerClass, trained.Buying + tested.Buying);
        Add(missing, "sessions-that-do-not-buy", options.MinimumPerClass, trained.Other + tested.Other);
        if (missing.Count == 0)
        {
            Add(missing, "recent-sessions-that-buy", options.MinimumTestedPerClass, tested.Buying);
            Add(missing, "recent-sessions-that-do-not-buy", options.MinimumTestedPerClass, tested.Other);
            Add(missing, "older-sessions-that-buy", options.MinimumTestedPerClass, trained.Buying);
            Add(missing, "older-sessions-that-do-not-buy", options.MinimumTestedPerClass, trained.Other);
        }
        return missing;
    }

    private static (int Buying, int Other) Count(SessionLog log, IReadOnlyList<int> sessions)
    {
        var buying = sessions.Count(session => IntentSample.EventsBeforePurchase(log, session) < log.RowsOf(session).Length);
        return (buying, sessions.Count - buying);
    }

    private static void Add(List<MissingData> missing, string key, int needed, int present)
    {
        if (present < needed)
        {
            missing.Add(new MissingData(key, needed, present));
        }
    }
}
