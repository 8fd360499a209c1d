using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Graphs;

public sealed class GraphBuilderTests
{
    private readonly GraphBuilder _graph = new("test");

    [Fact]
    public void MatMul_InnerExtentsDiffer_NamesOperatorAndShapes()
    {
        var (left, right) = (_graph.Input("a", ElementType.Float32, 2, 3), _graph.Input("b", ElementType.Float32, 4, 5));
        Should.Throw<GraphException>(() => _graph.MatMul(left, right)).Message
            .ShouldBe("MatMul: the shapes cannot be multiplied (inputs: Float32[2×3], Float32[4×5])");
    }

    [Fact]
    public void Add_TypesDiffer_IsRefused()
    {
        var (left, right) = (_graph.Input("a", ElementType.Float32, 2), _graph.Input("b", ElementType.Int32, 2));
        Should.Throw<GraphException>(() => _graph.Add(left, right)).Message.ShouldContain("the element types differ");
    }

    [Fact]
    public void Concat_OtherAxesDiffer_IsRefused()
    {
        var (left, right) = (_graph.Input("a", ElementType.Float32, 2, 3), _graph.Input("b", ElementType.Float32, 3, 3));
        Should.Throw<GraphException>(() => _graph.Concat(1, left, right)).Message.ShouldStartWith("Concat: the shapes differ");
    }

    [Fact]
    public void Gradients_OfAMatrix_IsRefused()
    {
        var x = _graph.Input("x", ElementType.Float32, 2, 2);
        Should.Throw<GraphException>(() => _graph.Gradients(_graph.Exp(x), [x])).Message.ShouldContain("only a scalar");
    }

    [Fact]
    public void Build_NodeThatNoResultNeeds_IsLeftOut()
    {
        var x = _graph.Input("x", ElementType.Float32, 2);
        _ = _graph.Exp(x);
        _graph.Output("y", _graph.Negate(x));
        _graph.Build().NodeCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 1 }, new[] { 1, 3 }, new[] { 2, 3 })]
    [InlineData(new int[0], new[] { 4 }, new[] { 4 })]
    public void Broadcast_ShapesThatFit_StretchToOne(int[] left, int[] right, int[] expected) =>
        TensorShape.Broadcast(new TensorShape(left), new TensorShape(right)).ShouldBe(new TensorShape(expected));

    [Fact]
    public void Broadcast_ShapesThatDoNotFit_GiveNone() =>
        TensorShape.Broadcast(new TensorShape(2), new TensorShape(3)).ShouldBeNull();

    [Fact]
    public void Output_OfAnInput_IsACopyUnderItsOwnName()
    {
        var choice = OnnxEngines.Cpu();
        _graph.Output("y", _graph.Input("x", ElementType.Float32, 2));
        using var session = OnnxEngines.Engine.Infer(_graph.Build(), choice);
        new[] { 3f, 4f }.CopyTo(session.Input<float>("x"));
        session.Run();
        session.Output<float>("y").ToArray().ShouldBe([3f, 4f]);
    }

    [Fact]
    public void ToBytes_CutShort_IsRefusedByTheRuntime()
    {
        var choice = OnnxEngines.Cpu();
        _graph.Output("y", _graph.Negate(_graph.Input("x", ElementType.Float32, 2)));
        var whole = _graph.Build().ToBytes();
        using var options = new Core.Onnx.Native.OrtSessionOptions(OnnxEngines.Engine.Environment.Api);
        choice.Provider.AppendTo(options);
        new Core.Onnx.Native.OrtSession(OnnxEngines.Engine.Environment, whole, options).Dispose();
        Should.Throw<OnnxRuntimeException>(() => new Core.Onnx.Native.OrtSession(OnnxEngines.Engine.Environment, whole.AsSpan(0, whole.Length / 2), options).Dispose());
    }
}
