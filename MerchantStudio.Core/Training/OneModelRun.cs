using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>One model of a run, from settings to the last fit.</summary>
internal sealed class OneModelRun(
    IRecommender recommender, IEvaluationProtocol protocol, RecommenderTrainingOptions options, ProgressShare share)
{
    private readonly Dictionary<string, double> _seconds = [];

    internal TrainedRecommender Run(RecommenderTraining run, CancellationToken cancellationToken)
    {
        var tuner = new SettingsTuner(recommender, run.Tuning, new TunerLimits(ContextFor(TrainingStages.Tune), options.TuningBudget));
        var tuned = Timed(TrainingStages.Tune, () => tuner.Tune(cancellationToken));
        var variants = MeasureAll(run, tuned, cancellationToken);
        var (fitted, forNewItems) = options.FitOnAllData
            ? Timed(TrainingStages.Refit, () => FitOnAllData(run, tuned, cancellationToken))
            : (null, null);
        share.Report(TrainingStages.Refit, 1);
        return new TrainedRecommender
        {
            Model = recommender.Name,
            Items = run.AllData.ItemIds,
            Fitted = fitted,
            FittedForNewItems = forNewItems,
            TuningOutOfTime = tuner.OutOfTime,
            Report = new EvaluationReport { Model = recommender.Name, Protocol = run.Protocol, Variants = variants, Seconds = _seconds },
        };
    }

    private List<VariantReport> MeasureAll(
        RecommenderTraining run, IReadOnlyDictionary<string, TunedSettings> tuned, CancellationToken cancellationToken)
    {
        var reports = new List<VariantReport>();
        foreach (var trials in run.Final.GroupBy(trial => (trial.Split, Fit: recommender.Settings.FitPart(tuned[protocol.TunedOn(trial.Variant)].Settings))))
        {
            using var model = Timed(TrainingStages.Fit, () => recommender.Fit(
                trials.Key.Split.Train, tuned[protocol.TunedOn(trials.First().Variant)].Settings, ContextFor(TrainingStages.Fit), cancellationToken));
            foreach (var trial in trials)
            {
                var choice = tuned[protocol.TunedOn(trial.Variant)];
                share.Report(TrainingStages.Evaluate, (double)reports.Count / run.Final.Count);
                var result = Timed(TrainingStages.Evaluate, () => Evaluator.Evaluate(
                    trial, model.WithScoring(choice.Settings), options.Evaluation, cancellationToken));
                reports.Add(ReportOf(run, trial.Variant, choice, result));
            }
        }

        return reports;
    }

    private VariantReport ReportOf(RecommenderTraining run, string variant, TunedSettings choice, TrialResult result) => new()
    {
        Variant = variant,
        Settings = choice.Settings.Values,
        ValidationNdcg10 = choice.Score,
        SettingsTried = choice.Tried,
        Customers = result.Customers,
        RelevantPerCustomer = result.RelevantPerCustomer,
        Metrics = Reporting.Metrics(result, options.Evaluation),
        Segments = Reporting.SegmentReports(result, options.Evaluation),
        Comparisons = run.CompareAndKeep(recommender.Name, variant, result),
    };

    private (IRecommenderModel ForAllItems, IRecommenderModel ForNewItems) FitOnAllData(
        RecommenderTraining run, IReadOnlyDictionary<string, TunedSettings> tuned, CancellationToken cancellationToken)
    {
        var first = tuned[run.Tuning[0].Variant].Settings;
        var last = tuned[run.Tuning[^1].Variant].Settings;
        var context = ContextFor(TrainingStages.Refit);
        var model = recommender.Fit(run.AllData, first, context, cancellationToken);
        if (recommender.Settings.FitPart(first).Equals(recommender.Settings.FitPart(last)))
        {
            return (model, first.Equals(last) ? model : model.WithScoring(last));
        }

        return (model, recommender.Fit(run.AllData, last, context, cancellationToken));
    }

    private FitContext ContextFor(string stage) => options.Context with { Progress = share.Of(stage), Validate = null, TimeBudget = options.FitBudget };

    private T Timed<T>(string stage, Func<T> work)
    {
        var start = options.Context.Clock.GetTimestamp();
        var result = work();
        _seconds[stage] = _seconds.GetValueOrDefault(stage) + options.Context.Clock.GetElapsedTime(start).TotalSeconds;
        return result;
    }
}
