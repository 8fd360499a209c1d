using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>Sessions before a moment to learn from, and sessions from it on to be tested on. None is on both sides.</summary>
public sealed record SessionSplit(long SplitMilliseconds, IReadOnlyList<int> Training, IReadOnlyList<int> Tested);

/// <summary>The result of a test: our model, plain logistic regression and the base rate on the same moments.</summary>
public sealed record IntentEvaluation
{
    public required SessionSplit Split { get; init; }
    public required int TrainingMoments { get; init; }

    /// <summary>One moment of each tested session.</summary>
    public required IReadOnlyList<SessionMoment> Moments { get; init; }

    public required bool[] Bought { get; init; }
    public required double[] Probabilities { get; init; }
    public required PredictionReport Model { get; init; }
    public required PredictionReport Logistic { get; init; }

    /// <summary>The share of training moments that led to a purchase, given to every tested one.</summary>
    public required PredictionReport BaseRate { get; init; }

    /// <summary>
    /// Whether the order of the scores is more than chance and the probabilities say more than the base rate does. By log
    /// loss on the same moments, as a paired difference whose 95 % interval (of the mean) lies below zero.
    /// </summary>
    public required bool HasSkill { get; init; }
}

/// <summary>How the model of purchase intent is tested: on the latest sessions, after training on those that were over before them.</summary>
public static class IntentProtocol
{
    private const double Normal95 = 1.96;
    private const double LogMargin = 1e-15;

    /// <summary>Splits sessions that are over by the time at which the latest of them began.</summary>
    /// <param name="log">The sessions.</param>
    /// <param name="sessions">Those to split.</param>
    /// <param name="testShare">Share of them to be tested on.</param>
    public static SessionSplit Split(SessionLog log, IReadOnlyList<int> sessions, double testShare)
    {
        if (sessions.Count == 0)
        {
            return new SessionSplit(long.MaxValue, [], []);
        }
        var starts = sessions.Select(log.StartOf).Order().ToArray();
        var split = starts[Math.Min(starts.Length - 1, (int)Math.Ceiling((1 - testShare) * starts.Length))];
        // A session that runs across the split is on neither side.
        return new SessionSplit(split, [.. sessions.Where(session => log.EndOf(session) < split)], [.. sessions.Where(session => log.StartOf(session) >= split)]);
    }

    public static IntentEvaluation Evaluate(SessionLog log, SessionSplit split, IntentOptions options, IReadOnlyList<IntentFeature> features, CancellationToken cancellationToken)
    {
        var seed = options.Boosting.Seed;
        var training = IntentSample.Of(log, IntentSample.Draw(log, split.Training, options.MomentsPerSession, seed), features, cancellationToken);
        var tested = IntentSample.Of(log, IntentSample.Draw(log, split.Tested, 1, seed + 1), features, cancellationToken);
        return Evaluate(training, tested, options, cancellationToken) with { Split = split };
    }

    /// <summary>Trains on one sample and tests on the other.</summary>
    public static IntentEvaluation Evaluate(IntentSample training, IntentSample tested, IntentOptions options, CancellationToken cancellationToken)
    {
        var model = IntentModel.Train(training, options, cancellationToken);
        var plain = LogisticRegression.Fit(model.Select(training.Features), training.Bought, cancellationToken).Predict(model.Select(tested.Features));
        var ours = model.Predict(tested.Features);
        var rate = training.Bought.Count(bought => bought) / (double)training.Bought.Length;
        double[] flat = [.. tested.Bought.Select(_ => rate)];
        var report = PredictionReport.Of(tested.Bought, ours, options.Boosting.Seed);
        return new IntentEvaluation
        {
            Split = new SessionSplit(0, [], []),
            TrainingMoments = training.Moments.Count,
            Moments = tested.Moments,
            Bought = tested.Bought,
            Probabilities = ours,
            Model = report,
            Logistic = PredictionReport.Of(tested.Bought, plain, options.Boosting.Seed),
            BaseRate = PredictionReport.Of(tested.Bought, flat, options.Boosting.Seed),
            HasSkill = report.HasSkill && BeatsInLogLoss(tested.Bought, ours, flat),
        };
    }

    private static bool BeatsInLogLoss(bool[] bought, double[] ours, double[] flat)
    {
        var differences = bought.Select((label, i) => Loss(label, ours[i]) - Loss(label, flat[i])).ToArray();
        var mean = differences.Average();
        var variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / Math.Max(1, differences.Length - 1);
        return mean + (Normal95 * Math.Sqrt(variance / differences.Length)) < 0;
    }

    private static double Loss(bool label, double probability) => -Math.Log(Math.Clamp(label ? probability : 1 - probability, LogMargin, 1));
}
