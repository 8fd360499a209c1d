using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>What validation chose for one variant.</summary>
/// <param name="Settings">The best settings that were tried.</param>
/// <param name="Score">Their validation nDCG@10.</param>
/// <param name="Tried">Combinations compared for this variant.</param>
public sealed record TunedSettings(RecommenderSettings Settings, double Score, int Tried);

/// <summary>
/// Chooses settings by nDCG@10 on validation trials. Settings that need a refit are climbed one after another, each from the best so
/// far to its neighbours while that helps; for every fit, the settings that need none are searched one by one. Each variant keeps
/// its own best, and all variants are tried on every fit. Stops when nothing improves or when the budget is spent.
/// </summary>
internal sealed class SettingsTuner(IRecommender recommender, IReadOnlyList<Trial> trials, TunerLimits limits)
{
    // A fit that starts this much below the best so far is not searched for better scoring.
    private const double WorthSearching = 0.97;

    // So many customers say well enough which scoring is better; a network scores slowly and asks fewer.
    private const int CustomersForScoring = 4000;
    private const int CustomersOfSlowModels = 2000;
    private const long MostRemembered = 256 << 20;

    private readonly Dictionary<RecommenderSettings, IReadOnlyDictionary<string, TunedSettings>> _fits = [];

    // Compared with each other only: some customers are easier than all of them.
    private readonly Dictionary<string, double> _bestOnFew = [];
    private readonly Dictionary<string, int> _tried = trials.ToDictionary(trial => trial.Variant, _ => 0);
    private readonly long _started = limits.Context.Clock.GetTimestamp();

    // Of models whose fit has a budget of its own.
    private TimeSpan _fitting;

    /// <summary>Whether the budget ended the search before it had converged.</summary>
    internal bool OutOfTime { get; private set; }

    internal IReadOnlyDictionary<string, TunedSettings> Tune(CancellationToken cancellationToken)
    {
        TryFit(recommender.Settings.Defaults, cancellationToken);
        bool moved;
        do
        {
            // Variants take turns, so that a short budget is not spent on the first; another round, because a setting that was
            // left alone may want to move now that others have.
            moved = false;
            foreach (var trial in trials)
            {
                moved |= ClimbOnce(trial.Variant, cancellationToken);
            }
        }
        while (moved);

        return trials.ToDictionary(trial => trial.Variant, trial => Best(trial.Variant) with { Tried = _tried[trial.Variant] });
    }

    /// <summary>One round over the settings that need a refit; true when the variant's best has moved.</summary>
    private bool ClimbOnce(string variant, CancellationToken cancellationToken)
    {
        var before = Best(variant).Score;
        foreach (var setting in recommender.Settings.Settings.Where(setting => setting.NeedsRefit && setting.Candidates.Count > 1))
        {
            foreach (var direction in new[] { 1, -1 })
            {
                while (StepTo(variant, setting, direction, cancellationToken))
                {
                    // Keep going the way that helps.
                }
            }
        }

        return Best(variant).Score > before;
    }

    private bool StepTo(string variant, Setting setting, int direction, CancellationToken cancellationToken)
    {
        var best = Best(variant);
        var at = NearestCandidate(setting, best.Settings[setting.Name]) + direction;
        if (at < 0 || at >= setting.Candidates.Count || IsOutOfTime())
        {
            return false;
        }

        TryFit(best.Settings.With(setting.Name, setting.Candidates[at]), cancellationToken);
        return Best(variant).Score > best.Score;
    }

    /// <summary>Fits once and lets every variant find its best scoring on it.</summary>
    private void TryFit(RecommenderSettings settings, CancellationToken cancellationToken)
    {
        if (_fits.ContainsKey(recommender.Settings.FitPart(settings)))
        {
            return;
        }

        var context = limits.Context with
        {
            TimeBudget = recommender.LearnsInRounds ? limits.FitBudget : limits.Budget - Elapsed(),
            Progress = fit => Report(fit.Values, fit.Fraction),
            Validate = model => Evaluator.TuningScore(trials[0], model, limits.Context.MaxThreads, cancellationToken),
        };
        var before = Elapsed();
        var model = recommender.Fit(trials[0].Split.Train, settings, context, cancellationToken);
        _fitting += recommender.LearnsInRounds ? Elapsed() - before : TimeSpan.Zero;
        using var use = limits.Keep(model);
        var results = TuneScoring(model, cancellationToken);
        _fits.Add(recommender.Settings.FitPart(settings), results);
        Report(new Dictionary<string, double> { ["validation nDCG@10"] = Best(trials[0].Variant).Score });
    }

    // A model that learns in rounds is fitted once, and its rounds are the progress.
    private void Report(IReadOnlyDictionary<string, double>? values, double ofFit = 1) => limits.Context.Report(
        TrainingStages.Tune, recommender.LearnsInRounds ? ofFit : Math.Min(1, Elapsed() / limits.Budget), values);

    /// <summary>
    /// Searches on some customers where there are many; the score that is kept is of all of them. Variants take turns value by value, so
    /// that a short budget is not spent on the first of them.
    /// </summary>
    private Dictionary<string, TunedSettings> TuneScoring(IRecommenderModel model, CancellationToken cancellationToken)
    {
        using var memory = trials.Any(trial => FreeSettings(trial).Length > 0) ? model.RememberScores(MostRemembered) : null;
        var results = new Dictionary<string, TunedSettings>();
        var few = trials.Select(trial => trial.Of(recommender.LearnsInRounds ? CustomersOfSlowModels : CustomersForScoring)).ToArray();
        var searches = few.Select(trial => SearchScoring(trial, model, cancellationToken).GetEnumerator()).ToList();
        while (searches.Count > 0)
        {
            _ = searches.RemoveAll(search => !search.MoveNext());
            searches.ForEach(search => results[search.Current.Variant] = search.Current.Best);
        }

        foreach (var (trial, all) in few.Zip(trials))
        {
            var best = results[trial.Variant];
            _bestOnFew[trial.Variant] = Math.Max(best.Score, _bestOnFew.GetValueOrDefault(trial.Variant));
            results[trial.Variant] = ReferenceEquals(trial, all) ? best : Measure(all, model, best.Settings, cancellationToken);
        }

        return results;
    }

    /// <summary>The best so far after each value that was tried.</summary>
    private IEnumerable<(string Variant, TunedSettings Best)> SearchScoring(Trial trial, IRecommenderModel model, CancellationToken cancellationToken)
    {
        var start = _fits.Count == 0 ? model.Settings : recommender.Settings.WithFit(Best(trial.Variant).Settings, model.Settings);
        var best = Measure(trial, model, start, cancellationToken);
        _tried[trial.Variant]++;
        yield return (trial.Variant, best);
        if (best.Score < WorthSearching * _bestOnFew.GetValueOrDefault(trial.Variant))
        {
            yield break;
        }

        var free = FreeSettings(trial);
        double before;
        do
        {
            before = best.Score;
            foreach (var (setting, value) in free.SelectMany(setting => setting.Candidates.Select(value => (setting, value))))
            {
                if (value != best.Settings[setting.Name] && !IsOutOfTime())
                {
                    _tried[trial.Variant]++;
                    var other = Measure(trial, model, best.Settings.With(setting.Name, value), cancellationToken);
                    best = other.Score > best.Score ? other : best;
                    yield return (trial.Variant, best);
                }
            }
        }
        while (best.Score > before);
    }

    private Setting[] FreeSettings(Trial trial) => [.. recommender.Settings.Settings.Where(setting => !setting.NeedsRefit
        && !(setting.OwnItemsOnly && trial.Candidates == CandidateRule.NewToCustomer) && !(setting.NeedsNow && !trial.HasNow))];

    private TunedSettings Measure(Trial trial, IRecommenderModel model, RecommenderSettings settings, CancellationToken cancellationToken)
    {
        var score = Evaluator.TuningScore(trial, model.WithScoring(settings), limits.Context.MaxThreads, cancellationToken);
        return new TunedSettings(settings, score, 1);
    }

    private TunedSettings Best(string variant) => _fits.Values.Select(results => results[variant]).MaxBy(result => result.Score)!;

    private static int NearestCandidate(Setting setting, double value) =>
        Enumerable.Range(0, setting.Candidates.Count).MinBy(i => Math.Abs(setting.Candidates[i] - value));

    private TimeSpan Elapsed() => limits.Context.Clock.GetElapsedTime(_started);

    private bool IsOutOfTime() => OutOfTime |= Elapsed() - _fitting >= limits.Budget;
}

/// <param name="Context">Seed, clock and threads of every fit.</param>
/// <param name="Budget">No new fit or scoring begins after this; the first fit is always made.</param>
/// <param name="FitBudget">Longest time of the one fit of a model that learns in rounds; null: until it is done.</param>
/// <param name="Keep">Takes every fitted model; says whether it is disposed after it has been tried.</param>
internal sealed record TunerLimits(FitContext Context, TimeSpan Budget, TimeSpan? FitBudget, Func<IRecommenderModel, Lease> Keep);
