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

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _steps = [];

    public RunParts Parts => parts;

    /// <summary>Takes what the training says about itself; called from whatever thread does the work.</summary>
    public void Hear(RecommenderTrainingProgress progress)
    {
        foreach (var (measure, value) in progress.Values ?? new Dictionary<string, double>())
        {
            var series = progress.Model + "/" + measure;
            reporter.Point(series, NextStep(series), value);
        }
        reporter.Report(progress.Stage, progress.Model, ModelsFrom + ((ModelsTo - ModelsFrom) * progress.Fraction));
    }

    /// <summary>Puts a finished model aside with the popularity of the same data.</summary>
    public void Keep(TrainedRecommender trained, IRecommenderModel? popularity, bool asked)
    {
        reporter.Log(Describe(trained));
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
        Error = trained.Failure is { } failure ? TrainingRunner.Explain(failure) : null,
        BetterThanPopularity = trained.Report is null || trained.Model == ModelArtefact.PopularityName
            ? null
            : IsBetter(trained.Report),
    };

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

    private int NextStep(string series)
    {
        lock (_gate)
        {
            return _steps[series] = _steps.GetValueOrDefault(series) + 1;
        }
    }
}
