namespace MerchantStudio.Core.Evaluation;

public sealed record EvaluationOptions
{
    /// <summary>Lengths of the list, rising; 10 is always among them because settings and comparisons use it.</summary>
    public IReadOnlyList<int> Ks { get; init; } = [5, 10, 20];

    public int BootstrapResamples { get; init; } = 1000;

    public double Confidence { get; init; } = 0.95;

    /// <summary>Seed of the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;
}
