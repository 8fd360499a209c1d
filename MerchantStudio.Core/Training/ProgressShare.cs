using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>One model's part of a run's progress; within it, stages take fixed shares.</summary>
/// <param name="model">Catalogue name.</param>
/// <param name="from">Share of the run that is done when the model is begun.</param>
/// <param name="to">The same when it is finished.</param>
/// <param name="progress">Who is told.</param>
internal sealed class ProgressShare(string model, double from, double to, Action<RecommenderTrainingProgress> progress)
{
    private static readonly Dictionary<string, (double From, double To)> s_shares = new()
    {
        [TrainingStages.Tune] = (0, 0.6),
        [TrainingStages.Fit] = (0.6, 0.75),
        [TrainingStages.Evaluate] = (0.75, 0.85),
        [TrainingStages.Refit] = (0.85, 1),
    };

    internal void Report(string stage, double fraction, IReadOnlyDictionary<string, double>? values = null)
    {
        var (first, last) = s_shares[stage];
        var within = first + ((last - first) * Math.Clamp(fraction, 0, 1));
        progress(new RecommenderTrainingProgress(model, stage, from + ((to - from) * within), values));
    }

    /// <summary>A fit's own progress as part of a stage.</summary>
    internal Action<FitProgress> Of(string stage) => fit => Report(stage, fit.Fraction, fit.Values);
}

/// <summary>Names of the stages of a model's training, also the keys of their seconds in reports.</summary>
public static class TrainingStages
{
    public const string Tune = "Tune";
    public const string Fit = "Fit";
    public const string Evaluate = "Evaluate";
    public const string Refit = "Refit";
}
