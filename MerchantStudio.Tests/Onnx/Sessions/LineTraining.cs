using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Graphs.Optimisers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Sessions;

/// <summary>A straight line is fitted to points: the smallest training there is, through the whole machinery.</summary>
internal static class LineTraining
{
    /// <param name="power">Of the misses: 2, or 4 for another graph with the same state.</param>
    public static TrainingSession Start(double rate, int power = 2)
    {
        var choice = OnnxEngines.Cpu();
        var builder = new TrainingGraphBuilder("line");
        var graph = builder.Graph;
        var x = graph.Input("x", ElementType.Float32, 8);
        var y = graph.Input("y", ElementType.Float32, 8);
        var slope = builder.Parameter("slope", [0], decays: true, 1);
        var intercept = builder.Parameter("intercept", [0], decays: false, 1);
        var miss = graph.Subtract(graph.Add(graph.Multiply(x, slope), intercept), y);
        var square = graph.Multiply(miss, miss);
        var loss = graph.Mean(power == 2 ? square : graph.Multiply(square, square));
        return OnnxEngines.Engine.Train(builder.Minimise(loss, new AdamSettings { LearningRate = LearningRate.Constant(rate), ClipNorm = 10 }), choice);
    }
}

/// <summary>Random points of y = 3x - 1.</summary>
internal sealed class LinePoints(int steps, int failAt = -1) : IBatchSource
{
    private readonly SeededRandom _random = new(3);
    private int _done;

    public bool TryFill(StepInputs inputs)
    {
        if (_done == failAt)
        {
            throw new InvalidOperationException("the source fails");
        }

        if (_done++ == steps)
        {
            return false;
        }

        var x = inputs.Of<float>("x");
        var y = inputs.Of<float>("y");
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (float)((2 * _random.NextDouble()) - 1);
            y[i] = (3 * x[i]) - 1;
        }

        return true;
    }
}
