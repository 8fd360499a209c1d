namespace MerchantStudio.Core.Onnx.Graphs.Optimisers;

/// <summary>How weights follow their gradients: Adam (Kingma and Ba, 2015), or AdamW where <see cref="WeightDecay"/> is set.</summary>
public sealed record AdamSettings
{
    /// <summary>Learning rate at each step.</summary>
    public LearningRate LearningRate { get; init; } = LearningRate.Constant(1e-3);

    /// <summary>Share of the old mean gradient that is kept at each step.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share of the old mean squared gradient that is kept at each step.</summary>
    public double Beta2 { get; init; } = 0.999;

    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled decay (Loshchilov and Hutter, 2019): weights shrink by this times the learning rate at each step; 0: Adam.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Gradients are scaled down to this length, taken over all parameters together; null: never.</summary>
    public double? ClipNorm { get; init; }
}
