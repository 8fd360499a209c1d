using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Graphs;

/// <summary>
/// Holds gradients to finite differences in double precision. The function under test is made a scalar by weighing its
/// elements with random numbers, so that no wrong gradient can hide behind a sum.
/// </summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    public const double Exact = 1e-6;

    /// <param name="function">From the inputs to any tensor.</param>
    /// <param name="shapes">Shapes of the inputs.</param>
    /// <param name="tolerance">Largest error, relative to 1 + |gradient|.</param>
    /// <param name="low">Inputs are drawn from low … low + 1, plus a little so that none is near a kink at 0.</param>
    public static void Holds(ulong seed, Func<GraphBuilder, Tensor[], Tensor> function, int[][] shapes, double low, double tolerance)
    {
        var choice = OnnxEngines.Cpu();
        var random = new SeededRandom(seed);
        var graph = new GraphBuilder("check");
        var inputs = shapes.Select((shape, i) => graph.Input($"x{i}", ElementType.Float64, shape)).ToArray();
        var result = function(graph, inputs);
        var weights = graph.Constant<double>(Draw(random, result.Shape.ElementCount, -1), result.Shape.Dimensions.AsSpan());
        var loss = graph.Sum(graph.Multiply(result, weights));
        var gradients = graph.Gradients(loss, inputs);
        graph.Output("loss", loss);
        for (var i = 0; i < inputs.Length; i++)
        {
            gradients[i].Shape.ShouldBe(inputs[i].Shape);
            graph.Output($"g{i}", gradients[i]);
        }

        using var session = OnnxEngines.Engine.Infer(graph.Build(), choice);
        for (var i = 0; i < inputs.Length; i++)
        {
            Draw(random, inputs[i].Shape.ElementCount, low).CopyTo(session.Input<double>($"x{i}"));
        }

        session.Run();
        var claimed = inputs.Select((_, i) => session.Output<double>($"g{i}").ToArray()).ToArray();
        for (var i = 0; i < inputs.Length; i++)
        {
            for (var element = 0; element < claimed[i].Length; element++)
            {
                var measured = (At(session, i, element, Step) - At(session, i, element, -Step)) / (2 * Step);
                claimed[i][element].ShouldBe(measured, tolerance * (1 + Math.Abs(measured)), $"input {i}, element {element}");
            }
        }
    }

    private static double At(MerchantStudio.Core.Onnx.Sessions.InferenceSession session, int input, int element, double change)
    {
        session.Input<double>($"x{input}")[element] += change;
        session.Run();
        var loss = session.Output<double>("loss")[0];
        session.Input<double>($"x{input}")[element] -= change;
        return loss;
    }

    private static double[] Draw(SeededRandom random, long count, double low)
    {
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            var draw = low + random.NextDouble();
            values[i] = Math.Abs(draw) < 0.01 ? draw + 0.02 : draw;
        }

        return values;
    }
}
