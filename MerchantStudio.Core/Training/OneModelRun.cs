using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>One model of a run, from settings to the last fit.</summary>
internal sealed class OneModelRun(IRecommender recommender, RecommenderTraining run, RecommenderTrainingOptions options, ProgressShare share)
{
    private readonly Fitter _fitter = run.FitterOf(recommender, share);
    private readonly StageClock _clock = new(options.Context.Clock);

    internal TrainedRecommender Run(CancellationToken cancellationToken)
    {
        var limits = new TunerLimits(_fitter.Context(TrainingStages.Tune, run.Tuning[0].Split.Train), options.TuningBudget, options.FitBudget, Keep);
        var tuner = new SettingsTuner(recommender, run.Tuning, limits);
        var tuned = run.ChosenBefore(recommender) ?? _clock.Timed(TrainingStages.Tune, () => tuner.Tune(cancellationToken));
        run.Remember(recommender.Name, tuned);
        var variants = MeasureAll(tuned, cancellationToken);
        var (fitted, forNewItems) = options.FitOnAllData
            ? _clock.Timed(TrainingStages.Refit, () => FitOnAllData(tuned, cancellationToken))
            : (null, null);
        share.Report(TrainingStages.Refit, 1);
        return new TrainedRecommender
        {
            Model = recommender.Name,
            Items = run.AllData.ItemIds,
            Fitted = fitted,
            FittedForNewItems = forNewItems,
            TuningOutOfTime = tuner.OutOfTime,
            Report = new EvaluationReport { Model = recommender.Name, Protocol = run.Protocol, Variants = variants, Seconds = _clock.Seconds },
        };
    }

    // The one fit of a model that learns in rounds is what validation chose; the many of others are repeated when one is needed.
    private Lease Keep(IRecommenderModel model)
    {
        if (recommender.LearnsInRounds)
        {
            run.Shelf.Keep(recommender, run.Tuning[0].Split.Train, model);
        }

        return new Lease(model, Owned: !recommender.LearnsInRounds);
    }

    private List<VariantReport> MeasureAll(IReadOnlyDictionary<string, TunedSettings> tuned, CancellationToken cancellationToken)
    {
        var reports = new List<VariantReport>();
        foreach (var trials in run.Final.GroupBy(trial => (trial.Split.Train, Fit: recommender.Settings.FitPart(run.Chosen(tuned, trial).Settings))))
        {
            using var fit = _clock.Timed(TrainingStages.Fit, () => _fitter.Fit(
                TrainingStages.Fit, trials.Key.Train, run.Chosen(tuned, trials.First()).Settings, cancellationToken));
            foreach (var trial in trials)
            {
                share.Report(TrainingStages.Evaluate, (double)reports.Count / run.Final.Count);
                var choice = run.Chosen(tuned, trial);
                var result = _clock.Timed(TrainingStages.Evaluate, () => Evaluator.Evaluate(
                    trial, fit.Model.WithScoring(choice.Settings), options.Evaluation, cancellationToken));
                reports.Add(run.ReportOf(recommender.Name, trial.Variant, choice, result));
            }
        }

        return reports;
    }

    private (IRecommenderModel ForAllItems, IRecommenderModel ForNewItems) FitOnAllData(
        IReadOnlyDictionary<string, TunedSettings> tuned, CancellationToken cancellationToken)
    {
        var first = tuned[run.Tuning[0].Variant].Settings;
        var last = tuned[run.Tuning[^1].Variant].Settings;
        var model = Handed(_fitter.Fit(TrainingStages.Refit, run.AllData, first, cancellationToken));
        if (recommender.Settings.FitPart(first).Equals(recommender.Settings.FitPart(last)))
        {
            return (model, first.Equals(last) ? model : model.WithScoring(last));
        }

        return (model, Handed(_fitter.Fit(TrainingStages.Refit, run.AllData, last, cancellationToken)));
    }

    // Who receives a model may dispose it; what stays on the shelf is handed out as a view, whose disposing changes nothing.
    private static IRecommenderModel Handed(Lease fit) => fit.Owned ? fit.Model : fit.Model.WithScoring(fit.Model.Settings);
}
