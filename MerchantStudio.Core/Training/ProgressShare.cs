using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>One model's part of a run's progress; within it, stages take fixed shares.</summary>
internal sealed class ProgressShare(string model, int index, int count, Action<RecommenderTrainingProgress> progress)
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
        var (from, to) = s_shares[stage];
        var within = from + ((to - from) * Math.Clamp(fraction, 0, 1));
        progress(new RecommenderTrainingProgress(model, stage, (index + within) / count, values));
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
