using MerchantStudio.Core.Onnx.Graphs;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// A graph whose every run is one step of training: it reads the state (weights and what the optimiser remembers) and a
/// batch, and returns the loss and the next state.
/// </summary>
public sealed record TrainingGraph
{
    public required OnnxGraph Graph { get; init; }

    /// <summary>Name of the output that holds the loss, a float32 scalar.</summary>
    public required string Loss { get; init; }

    public required IReadOnlyList<StateVariable> State { get; init; }

    /// <summary>Fills the inputs that change with the step and not with the batch, such as the learning rate. Steps count from 1.</summary>
    public required Action<long, StepInputs> FillStep { get; init; }
}

/// <summary>A float32 tensor that a step replaces.</summary>
/// <param name="Input">The input that holds it before the step.</param>
/// <param name="OutputName">The output that holds it after the step.</param>
/// <param name="Initial">Its elements before the first step.</param>
/// <param name="IsParameter">Whether it is a weight of the model, rather than the optimiser's own.</param>
public sealed record StateVariable(Tensor Input, string OutputName, float[] Initial, bool IsParameter)
{
    public string Name => Input.Name;
}
