using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Blend;

namespace MerchantStudio.Core.Training;

/// <summary>
/// A blend's part of a run. Its parts have been trained and measured before it: their fits are taken from the shelf, or repeated with
/// the settings that were chosen for them. Each variant learns its own weights on its own validation customers, whose purchases no
/// part was fitted to.
/// </summary>
internal sealed class BlendRun(BlendRecommender blend, RecommenderTraining run, RecommenderTrainingOptions options, ProgressShare share)
{
    private readonly StageClock _clock = new(options.Context.Clock);
    private readonly Dictionary<string, Fitter> _fitters = blend.Parts.ToDictionary(part => part.Name, part => run.FitterOf(part, share));

    internal TrainedRecommender Run(CancellationToken cancellationToken)
    {
        var learnt = run.Tuning.ToDictionary(trial => trial.Variant, trial => _clock.Timed(TrainingStages.Tune, () => Learn(trial, cancellationToken)));
        var variants = run.Final.Select((trial, i) =>
        {
            share.Report(TrainingStages.Evaluate, (double)i / run.Final.Count);
            return Measure(trial, learnt, cancellationToken);
        }).ToArray();
        var (all, onlyNew) = options.FitOnAllData
            ? _clock.Timed(TrainingStages.Refit, () => (OnAllData(run.Tuning[0], learnt, cancellationToken), OnAllData(run.Tuning[^1], learnt, cancellationToken)))
            : (null, null);
        share.Report(TrainingStages.Refit, 1);
        return new TrainedRecommender
        {
            Model = blend.Name,
            Items = run.AllData.ItemIds,
            Fitted = all,
            FittedForNewItems = onlyNew,
            Report = new EvaluationReport { Model = blend.Name, Protocol = run.Protocol, Variants = variants, Seconds = _clock.Seconds },
        };
    }

    private BlendWeights Learn(Trial trial, CancellationToken cancellationToken)
    {
        using var parts = PartsOn(trial.Split.Train, trial.Variant, TrainingStages.Tune, cancellationToken);
        var cases = trial.Cases.Select(held => new HeldOutBasket(held.History, held.Relevant)).ToArray();
        var question = new BlendQuestion(cases, OnlyNew: trial.Candidates == CandidateRule.NewToCustomer, options.Context.Seed, options.Context.MaxThreads);
        return blend.Learn(parts.Models, question, cancellationToken);
    }

    private VariantReport Measure(Trial trial, Dictionary<string, BlendWeights> learnt, CancellationToken cancellationToken)
    {
        var weights = run.Chosen(learnt.ToDictionary(pair => pair.Key, pair => new TunedSettings(pair.Value.AsSettings(), pair.Value.Score, pair.Value.Tried)), trial);
        using var parts = _clock.Timed(TrainingStages.Fit, () => PartsOn(trial.Split.Train, run.TunedOn(trial), TrainingStages.Fit, cancellationToken));
        foreach (var part in parts.Models.Where(part => !run.IsMeasured(part.Name, trial.Variant)))
        {
            run.Measured(part.Name, trial.Variant, Evaluate(trial, part, cancellationToken));
        }

        using var model = blend.Of(parts.Models, learnt[run.TunedOn(trial)], owned: []);
        var result = _clock.Timed(TrainingStages.Evaluate, () => Evaluate(trial, model, cancellationToken));
        return run.ReportOf(blend.Name, trial.Variant, weights, result);
    }

    private TrialResult Evaluate(Trial trial, IRecommenderModel model, CancellationToken cancellationToken) =>
        Evaluator.Evaluate(trial, model, options.Evaluation, cancellationToken);

    // The fits stay with the model that is handed over; those of the shelf stay where they are.
    private IRecommenderModel OnAllData(Trial tuning, Dictionary<string, BlendWeights> learnt, CancellationToken cancellationToken)
    {
        var parts = PartsOn(run.AllData, tuning.Variant, TrainingStages.Refit, cancellationToken);
        return blend.Of(parts.Models, learnt[tuning.Variant], owned: [parts]);
    }

    private PartFits PartsOn(InteractionData data, string tunedOn, string stage, CancellationToken cancellationToken)
    {
        var fits = new PartFits();
        try
        {
            foreach (var part in blend.Parts)
            {
                if (run.ChosenFor(part.Name) is { } chosen)
                {
                    fits.Add(_fitters[part.Name].Fit(stage, data, chosen[tunedOn].Settings, cancellationToken), chosen[tunedOn].Settings);
                }
                else if (run.FailureOf(part.Name) is ProviderUnavailableException forced)
                {
                    // Who names a device gets it or hears about it; a blend without the part that asked for it would hide that.
                    throw forced;
                }
            }

            return fits;
        }
        catch
        {
            fits.Dispose();
            throw;
        }
    }

    private sealed class PartFits : IDisposable
    {
        private readonly List<Lease> _leases = [];
        private readonly List<IRecommenderModel> _models = [];

        /// <summary>The parts with the scoring that was chosen for them.</summary>
        public IReadOnlyList<IRecommenderModel> Models => _models;

        public void Add(Lease fit, RecommenderSettings scoring)
        {
            _leases.Add(fit);
            _models.Add(fit.Model.WithScoring(scoring));
        }

        public void Dispose() => _leases.ForEach(lease => lease.Dispose());
    }
}
