namespace MerchantStudio.Core.Onnx.Graphs;

/// <content>Operators that work element by element, and reductions.</content>
public sealed partial class GraphBuilder
{
    public Tensor Add(Tensor left, Tensor right) => Apply("Add", [left, right]);

    public Tensor Add(Tensor left, double right) => Add(left, Scalar(right, left.Type));

    public Tensor Subtract(Tensor left, Tensor right) => Apply("Sub", [left, right]);

    public Tensor Multiply(Tensor left, Tensor right) => Apply("Mul", [left, right]);

    public Tensor Multiply(Tensor left, double right) => Multiply(left, Scalar(right, left.Type));

    public Tensor Divide(Tensor left, Tensor right) => Apply("Div", [left, right]);

    public Tensor Negate(Tensor x) => Apply("Neg", [x]);

    public Tensor Exp(Tensor x) => Apply("Exp", [x]);

    public Tensor Log(Tensor x) => Apply("Log", [x]);

    public Tensor Sqrt(Tensor x) => Apply("Sqrt", [x]);

    public Tensor Abs(Tensor x) => Apply("Abs", [x]);

    public Tensor Sigmoid(Tensor x) => Apply("Sigmoid", [x]);

    public Tensor Tanh(Tensor x) => Apply("Tanh", [x]);

    public Tensor Relu(Tensor x) => Apply("Relu", [x]);

    public Tensor Erf(Tensor x) => Apply("Erf", [x]);

    /// <summary>x·Φ(x), the Gaussian error linear unit (Hendrycks and Gimpel, 2016).</summary>
    public Tensor Gelu(Tensor x) => Multiply(Multiply(x, 0.5), Add(Erf(Multiply(x, 1 / Math.Sqrt(2))), 1));

    /// <summary>log(1 + eˣ) without overflow, as max(x, 0) + log(1 + e^-|x|); its gradient is the logistic function.</summary>
    public Tensor Softplus(Tensor x)
    {
        var result = Add(Relu(x), Log(Add(Exp(Negate(Abs(x))), 1)));
        OverrideGradient(result, [x], dy => [Operators.GradientPart.Dense(Multiply(dy, Sigmoid(x)))]);
        return result;
    }

    /// <summary>Values held within limits; no gradient passes.</summary>
    public Tensor Clip(Tensor x, double lowest, double highest) =>
        Apply("Clip", [x, Scalar(lowest, x.Type), Scalar(highest, x.Type)]);

    public Tensor Equal(Tensor left, Tensor right) => Apply("Equal", [left, right]);

    public Tensor Where(Tensor condition, Tensor yes, Tensor no) => Apply("Where", [condition, yes, no]);

    public Tensor Cast(Tensor x, ElementType type) => x.Type == type ? x : Apply("Cast", [x], ("to", (long)type));

    public Tensor ReduceSum(Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Apply("ReduceSum", [x, Integers([.. axes.ToArray().Select(axis => (long)axis)])], ("keepdims", keepAxes ? 1 : 0));

    /// <summary>The sum of all elements, a scalar.</summary>
    public Tensor Sum(Tensor x) => ReduceSum(x, Enumerable.Range(0, x.Shape.Rank).ToArray());

    public Tensor ReduceMean(Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Apply("ReduceMean", [x], ("axes", axes.ToArray().Select(axis => (long)axis).ToArray()), ("keepdims", keepAxes ? 1 : 0));

    /// <summary>The mean of all elements, a scalar.</summary>
    public Tensor Mean(Tensor x) => ReduceMean(x, Enumerable.Range(0, x.Shape.Rank).ToArray());

    /// <summary>Undoes broadcasting: sums <paramref name="x"/> over the axes along which <paramref name="shape"/> was stretched.</summary>
    internal Tensor SumTo(Tensor x, TensorShape shape)
    {
        if (x.Shape.Equals(shape))
        {
            return x;
        }

        if (x.Shape.Rank == 2 && x.Shape[0] > 1 && shape.Rank > 0 && shape[-1] == x.Shape[1] && shape.ElementCount == x.Shape[1])
        {
            // A row of ones times the matrix runs several times faster than the reduction of its rows does.
            return Reshape(Gemm(Filled(1, x.Type, 1, x.Shape[0]), x), shape);
        }

        var added = x.Shape.Rank - shape.Rank;
        var axes = Enumerable.Range(0, x.Shape.Rank).Where(axis => axis < added || (shape[axis - added] == 1 && x.Shape[axis] != 1)).ToArray();
        return Reshape(ReduceSum(x, axes), shape);
    }
}
