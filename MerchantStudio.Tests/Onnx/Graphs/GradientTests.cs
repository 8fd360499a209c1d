using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Graphs.Losses;
using MerchantStudio.Core.Onnx.Graphs.Operators;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Graphs;

[Trait("Category", "Native")]
public sealed class GradientTests
{
    private const int Cases = 4;

    // The runtime keeps the rows' means and deviations in single precision.
    private const double SinglePrecision = 1e-4;

    /// <summary>A function of random shape: the builder's calls, and the inputs' shapes from three random extents.</summary>
    private sealed record Subject(Func<GraphBuilder, Tensor[], Tensor> Function, Func<int, int, int, int[][]> Shapes, double Low = -0.5, double Tolerance = GradientCheck.Exact);

    private static readonly Dictionary<string, Subject> s_subjects = new()
    {
        ["Add"] = new((g, x) => g.Add(x[0], x[1]), (a, b, c) => [[a, b, c], [b, 1]]),
        ["Sub"] = new((g, x) => g.Subtract(x[0], x[1]), (a, b, c) => [[b, 1], [a, b, c]]),
        ["Mul"] = new((g, x) => g.Multiply(x[0], x[1]), (a, b, c) => [[a, 1, c], [b, 1]]),
        ["Div"] = new((g, x) => g.Divide(x[0], x[1]), (a, b, c) => [[a, b], [b]], Low: 0.5),
        ["Neg"] = new((g, x) => g.Negate(x[0]), (a, b, c) => [[a, b]]),
        ["Exp"] = new((g, x) => g.Exp(x[0]), (a, b, c) => [[a, b]]),
        ["Log"] = new((g, x) => g.Log(x[0]), (a, b, c) => [[a, b]], Low: 0.5),
        ["Sqrt"] = new((g, x) => g.Sqrt(x[0]), (a, b, c) => [[a, b]], Low: 0.5),
        ["Abs"] = new((g, x) => g.Abs(x[0]), (a, b, c) => [[a, b]]),
        ["Sigmoid"] = new((g, x) => g.Sigmoid(x[0]), (a, b, c) => [[a, b]]),
        ["Tanh"] = new((g, x) => g.Tanh(x[0]), (a, b, c) => [[a, b]]),
        ["Relu"] = new((g, x) => g.Relu(x[0]), (a, b, c) => [[a, b]]),
        ["Identity"] = new((g, x) => g.Apply("Identity", [x[0]]), (a, b, c) => [[a, b]]),
        ["Cast"] = new((g, x) => g.Cast(g.Cast(x[0], ElementType.Float64), ElementType.Float64), (a, b, c) => [[a]]),
        ["MatMul"] = new((g, x) => g.MatMul(x[0], x[1]), (a, b, c) => [[2, a, b], [2, b, c]]),
        ["Gemm"] = new((g, x) => g.Gemm(x[0], x[1], x[2]), (a, b, c) => [[a, b], [b, c], [c]]),
        ["Gemm with both transposed"] = new((g, x) => g.Gemm(x[0], x[1], null, true, true), (a, b, c) => [[b, a], [c, b]]),
        ["Gemm with left transposed"] = new((g, x) => g.Gemm(x[0], x[1], x[2], true), (a, b, c) => [[b, a], [b, c], [a, 1]]),
        ["Gemm with right transposed"] = new((g, x) => g.Gemm(x[0], x[1], null, false, true), (a, b, c) => [[a, b], [c, b]]),
        ["Softmax"] = new((g, x) => g.Softmax(x[0]), (a, b, c) => [[a, b, c]]),
        ["LayerNormalization"] = new((g, x) => g.LayerNormalization(x[0], x[1], x[2]), (a, b, c) => [[a, b, c + 2], [c + 2], [c + 2]], Tolerance: SinglePrecision),
        ["ReduceSum"] = new((g, x) => g.ReduceSum(x[0], [0, -1]), (a, b, c) => [[a, b, c]]),
        ["ReduceMean"] = new((g, x) => g.ReduceMean(x[0], [1], keepAxes: true), (a, b, c) => [[a, b, c]]),
        ["Reshape"] = new((g, x) => g.Reshape(x[0], x[0].Shape[1], x[0].Shape[0]), (a, b, c) => [[a, b]]),
        ["Transpose"] = new((g, x) => g.Transpose(x[0], 2, 0, 1), (a, b, c) => [[a, b, c]]),
        ["Concat"] = new((g, x) => g.Concat(1, x[0], x[1]), (a, b, c) => [[a, b], [a, c]]),
        ["Slice"] = new((g, x) => g.Slice(x[0], 1, 1, x[0].Shape[1] - 2), (a, b, c) => [[a, b + 2]]),
        ["Expand"] = new((g, x) => g.Expand(x[0], new TensorShape(x[1].Shape[0], x[0].Shape[0], x[1].Shape[1])), (a, b, c) => [[a, 1], [b, c]]),
        ["Gather"] = new(GatherTwice, (a, b, c) => [[a + 2, b]]),
        ["ScatterND"] = new((g, x) => g.ScatterAdd(x[0], g.Constant<long>([1, 0, 1], 3), x[1]), (a, b, c) => [[a + 1, b], [3, b]]),
        ["Where"] = new((g, x) => g.Where(g.Equal(g.Constant<int>([1, 0], 2, 1), g.Constant<int>([1], 1, 1)), x[0], x[1]), (a, b, c) => [[2, b], [1, b]]),
        ["Softplus"] = new((g, x) => g.Softplus(g.Multiply(x[0], 20)), (a, b, c) => [[a, b]]),
        ["Product of tall matrices"] = new((g, x) => g.Product(g.Gather(x[0], Rows(g)), g.Gather(x[1], Rows(g)), transposeLeft: true), (a, b, c) => [[4, a], [4, b]]),
        ["FullSoftmax"] = new((g, x) => g.FullSoftmax(x[0], x[1], Targets(g), Weights(g)), (a, b, c) => [[3, a], [4 + b, a]]),
        ["SampledSoftmax"] = new(
            (g, x) => g.SampledSoftmax(x[0], x[1], g.Filled(0.3, ElementType.Float64, 1, x[1].Shape[1]), g.Filled(0, ElementType.Float64, 3, x[1].Shape[1]), Weights(g)),
            (a, b, c) => [[3, 1], [3, a + 1]]),
        ["BinaryCrossEntropy"] = new((g, x) => g.BinaryCrossEntropy(x[0], x[1], Weights(g)), (a, b, c) => [[3, 1], [3, a]]),
        ["gBCE"] = new((g, x) => g.GeneralisedBinaryCrossEntropy(x[0], x[1], Weights(g), beta: 0.4), (a, b, c) => [[3, 1], [3, a]]),
    };

    public static TheoryData<string> Subjects => new(s_subjects.Keys);

    [Theory, MemberData(nameof(Subjects))]
    public void Gradients_RandomShapesAndValues_EqualFiniteDifferences(string subject)
    {
        _ = OnnxEngines.Cpu();
        var (function, shapes, low, tolerance) = s_subjects[subject];
        var extents = Gen.Choose(1, 4);
        var arbitrary = Gen.Choose(0, int.MaxValue).SelectMany(seed => extents.SelectMany(a => extents.SelectMany(b => extents.Select(c => (seed, a, b, c))))).ToArbitrary();
        Prop.ForAll(arbitrary, drawn => GradientCheck.Holds((ulong)drawn.seed, function, shapes(drawn.a, drawn.b, drawn.c), low, tolerance))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(17, 23));
    }

    [Fact]
    public void Subjects_EveryOperatorWithAGradient_IsAmongThem()
    {
        string[] withoutGradient = ["Equal", "Clip", "GatherElements"];
        string[] checkedElsewhere = ["Erf"];
        OperatorCatalog.All.Select(rule => rule.Name).Except(withoutGradient).Except(checkedElsewhere).Except(s_subjects.Keys).ShouldBeEmpty();
    }

    /// <summary>The processor has Erf in single precision only, too coarse for differences.</summary>
    [Fact]
    public void Gradients_OfErf_AreTheGaussianBell()
    {
        var choice = OnnxEngines.Cpu();
        var graph = new GraphBuilder("erf");
        var x = graph.Input("x", ElementType.Float32, 5);
        graph.Output("gradient", graph.Gradients(graph.Sum(graph.Erf(x)), [x])[0]);
        using var session = OnnxEngines.Engine.Infer(graph.Build(), choice);
        float[] points = [-2, -0.5f, 0, 0.3f, 1.7f];
        points.CopyTo(session.Input<float>("x"));
        session.Run();
        for (var i = 0; i < points.Length; i++)
        {
            session.Output<float>("gradient")[i].ShouldBe((float)(2 / Math.Sqrt(Math.PI) * Math.Exp(-points[i] * points[i])), 1e-6f);
        }
    }

    [Fact]
    public void Gradients_OperatorThatPassesNone_SaysSo()
    {
        var graph = new GraphBuilder("clip");
        var x = graph.Input("x", ElementType.Float64, 3);
        Should.Throw<NotSupportedException>(() => graph.Gradients(graph.Sum(graph.Clip(x, 0, 1)), [x])).Message.ShouldContain("Clip");
    }

    /// <summary>Reads one table in two places and uses it whole in a third: sparse and dense parts must add up.</summary>
    private static Tensor GatherTwice(GraphBuilder graph, Tensor[] x)
    {
        var first = graph.Gather(x[0], graph.Constant<int>([1, 1, 0, 2], 2, 2));
        var second = graph.Gather(x[0], graph.Constant<int>([2], 1));
        return graph.Add(graph.Add(first, second), graph.ReduceSum(graph.Multiply(x[0], x[0]), [0]));
    }

    private static Tensor Rows(GraphBuilder graph) => graph.Constant<int>([.. Enumerable.Range(0, 2048).Select(row => row % 4)], 2048);

    private static Tensor Targets(GraphBuilder graph) => graph.Constant<int>([0, 3, 3], 3);

    private static Tensor Weights(GraphBuilder graph) => graph.Constant<double>([0.5, 0, 0.25], 3, 1);
}
