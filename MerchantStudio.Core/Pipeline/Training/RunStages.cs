namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Stages of a run, as resource keys.</summary>
public static class RunStages
{
    public const string Read = "Read";
    public const string Split = "Split";
    public const string Tune = "Tune";
    public const string Fit = "Fit";
    public const string Evaluate = "Evaluate";
    public const string Refit = "Refit";
    public const string Compare = "Compare";
    public const string Save = "Save";

    public static IReadOnlyList<string> All { get; } = [Read, Split, Tune, Fit, Evaluate, Refit, Save, Compare];
}
