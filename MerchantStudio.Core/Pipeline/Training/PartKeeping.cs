using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Training;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Follows the training of models for one run: reports on it, and puts what is finished aside.</summary>
internal sealed class PartKeeping(RunParts parts, RunReporter reporter)
{
    /// <summary>Share of a run that reading the data and publishing the versions leave to the models.</summary>
    private const double ModelsFrom = 0.02;
    private const double ModelsTo = 0.97;

    // Figures that say where a model is rather than how well it does.
    private static readonly string[] s_places = ["step", "epoch", "bestEpoch"];
    private static readonly string[] s_notCurves = [.. s_places, FitValues.ExamplesPerSecond];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _steps = [];
    private readonly Dictionary<string, EngineUse> _engines = [];
    private readonly Dictionary<string, double> _speeds = [];

    public RunParts Parts => parts;

    /// <summary>Takes what the training says about itself; called from whatever thread does the work.</summary>
    public void Hear(RecommenderTrainingProgress progress)
    {
        foreach (var (measure, value) in (progress.Values ?? new Dictionary<string, double>()).Where(pair => !s_notCurves.Contains(pair.Key)))
        {
            var series = $"{progress.Model}/{(measure == "validation" ? "validation nDCG@10 by epoch" : measure)}";
            reporter.Point(series, PlaceOf(series, progress.Values!), value);
        }
        if (progress.Values?.TryGetValue(FitValues.ExamplesPerSecond, out var speed) == true)
        {
            _speeds[progress.Model] = speed;
            reporter.Speed(speed);
        }
        reporter.Report(progress.Stage, progress.Model, ModelsFrom + ((ModelsTo - ModelsFrom) * progress.Fraction));
    }

    /// <summary>Takes where a model is computed, and says it in the log the first time.</summary>
    public void Computes(string model, EngineUse use)
    {
        reporter.Computing(model, use);
        if (_engines.TryAdd(model, use))
        {
            foreach (var passed in use.PassedOver)
            {
                reporter.Log($"{model}: {passed.Provider} was passed over: {passed.Reason}");
            }
            var fell = use.FellBack.Count == 0 ? "nothing falls back to the processor"
                : $"on the processor instead: {string.Join(", ", use.FellBack.Select(pair => $"{pair.Key} × {pair.Value}"))}";
            var state = $"{Size(use.StateBytes)} of weights and optimiser";
            reporter.Log($"{model}: trains on {use.Provider}; {(use.Provider == "cpu" ? state : $"{fell}; {state} on the device")}");
        }
    }

    /// <summary>Writes a sentence into the run's log.</summary>
    public void Say(string sentence) => reporter.Log(sentence);

    /// <summary>Puts a finished model aside with the popularity of the same data.</summary>
    public void Keep(TrainedRecommender trained, IRecommenderModel? popularity, bool asked)
    {
        reporter.Log(Describe(trained));
        if (trained.Report is not null)
        {
            parts.Note(ResultOf(trained));
        }
        if (asked && trained is { Fitted: { } model } && popularity is not null)
        {
            var models = new ArtefactModels(model, trained.FittedForNewItems ?? model, popularity);
            parts.Write(ResultOf(trained), folder => ModelArtefact.Write(folder, models, trained.Items));
        }
    }

    public ModelResult ResultOf(TrainedRecommender trained) => new()
    {
        Model = trained.Model,
        Report = trained.Report,
        Engine = _engines.GetValueOrDefault(trained.Model),
        ExamplesPerSecond = _speeds.TryGetValue(trained.Model, out var speed) ? speed : null,
        Error = trained.Failure is { } failure ? TrainingRunner.Explain(failure) : null,
        BetterThanPopularity = trained.Report is null || trained.Model == ModelArtefact.PopularityName
            ? null
            : IsBetter(trained.Report),
    };

    internal static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MB" : $"{Math.Max(1, bytes >> 10)} KB";

    // In the protocol's first question, which is what a list of all products is.
    private static bool IsBetter(EvaluationReport report) => report.Variants[0].Comparisons
        .Any(comparison => comparison is { Metric: "ndcg", K: 10, IsBetter: true } && comparison.Baseline == ModelArtefact.PopularityName);

    private static string Describe(TrainedRecommender trained)
    {
        if (trained.Report is not { } report)
        {
            return $"{trained.Model}: {trained.Failure?.Message}";
        }
        var figures = report.Variants.Select(variant => FormattableString.Invariant(
            $"{variant.Variant} nDCG@10 {variant.Metrics.FirstOrDefault(metric => metric is { Metric: "ndcg", K: 10 })?.Value:0.0000} ({variant.SettingsTried} settings tried)"));
        return $"{trained.Model}: {string.Join("; ", figures)}{(trained.TuningOutOfTime ? "; time for settings was up" : "")}";
    }

    // The model's own step or epoch where it gives one, else one after the other.
    private int PlaceOf(string series, IReadOnlyDictionary<string, double> values)
    {
        lock (_gate)
        {
            var next = _steps.GetValueOrDefault(series) + 1;
            // A model is fitted several times in a run; its curves go on rather than back.
            var place = s_places.Where(values.ContainsKey).Select(name => (int)values[name]).FirstOrDefault(next);
            return _steps[series] = Math.Max(next, place);
        }
    }
}
