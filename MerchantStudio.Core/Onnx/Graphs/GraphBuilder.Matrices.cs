namespace MerchantStudio.Core.Onnx.Graphs;

/// <content>Products, normalisation, shapes and rows.</content>
public sealed partial class GraphBuilder
{
    private const int TallWidth = 128;
    private const int TallParts = 8;

    // The processor shares larger scatters among threads, which then add to one row at once: a value is lost now and then, and no
    // run is like another. Below some 200,000 elements one thread does it alone.
    private const int MostScattered = 1 << 17;

    /// <summary>[batch…, m, k] · [batch…, k, n] → [batch…, m, n].</summary>
    public Tensor MatMul(Tensor left, Tensor right) => Apply("MatMul", [left, right]);

    /// <summary>op(A)·op(B) + C for matrices; C (null: none) is stretched to the result.</summary>
    public Tensor Gemm(Tensor left, Tensor right, Tensor? added = null, bool transposeLeft = false, bool transposeRight = false) =>
        Apply("Gemm", added is null ? [left, right] : [left, right, added], ("transA", transposeLeft ? 1 : 0), ("transB", transposeRight ? 1 : 0));

    /// <summary>x·W + b for rows of any number of axes: [rows…, k], [k, n] and [n] give [rows…, n].</summary>
    public Tensor Linear(Tensor x, Tensor weight, Tensor bias)
    {
        var rows = (int)(x.Shape.ElementCount / x.Shape[-1]);
        return Reshape(Gemm(Reshape(x, rows, x.Shape[-1]), weight, bias), x.Shape.With(-1, weight.Shape[1]));
    }

    /// <summary>The product with either side transposed in its last two axes: one Gemm for matrices, else MatMul.</summary>
    public Tensor Product(Tensor left, Tensor right, bool transposeLeft = false, bool transposeRight = false)
    {
        if (left.Shape.Rank > 2)
        {
            return MatMul(transposeLeft ? TransposeLast(left) : left, transposeRight ? TransposeLast(right) : right);
        }

        return transposeLeft && !transposeRight && IsTall(left) && IsTall(right)
            ? TallProduct(left, right)
            : Gemm(left, right, added: null, transposeLeft, transposeRight);
    }

    /// <summary>
    /// leftᵀ·right of two tall matrices, as weight gradients are, in several products over a part of the rows each: the threads
    /// then share the long axis, which one product with its few results leaves to one of them.
    /// </summary>
    private Tensor TallProduct(Tensor left, Tensor right)
    {
        var (rows, parts) = (left.Shape[0], TallParts);
        var products = MatMul(
            TransposeLast(Reshape(left, parts, rows / parts, left.Shape[1])), Reshape(right, parts, rows / parts, right.Shape[1]));
        return ReduceSum(products, [0]);
    }

    private static bool IsTall(Tensor matrix) => matrix.Shape[1] <= TallWidth && matrix.Shape[0] >= 16 * TallWidth && matrix.Shape[0] % TallParts == 0;

    /// <summary>Each row of x times a column: [rows…, k] and [k, 1] give [rows…, 1].</summary>
    public Tensor RowProduct(Tensor x, Tensor column) =>
        Reshape(Gemm(Reshape(x, (int)(x.Shape.ElementCount / x.Shape[-1]), x.Shape[-1]), column), x.Shape.With(-1, 1));

    /// <summary>Sum of the products of corresponding elements along the last axis, kept as an axis of extent 1.</summary>
    public Tensor RowDot(Tensor left, Tensor right) => RowProduct(Multiply(left, right), Filled(1, left.Type, left.Shape[-1], 1));

    /// <summary>exp(x) over its sum, along the last axis.</summary>
    public Tensor Softmax(Tensor x) => Apply("Softmax", [x], ("axis", -1));

    /// <summary>Layer normalisation along the last axis (Ba and others, 2016); scale and shift have its extent.</summary>
    public Tensor LayerNormalization(Tensor x, Tensor scale, Tensor shift, float epsilon = 1e-5f) =>
        Apply("LayerNormalization", [x, scale, shift], ("axis", -1), ("epsilon", epsilon));

    public Tensor Reshape(Tensor x, params ReadOnlySpan<int> shape) => Reshape(x, new TensorShape(shape));

    public Tensor Reshape(Tensor x, TensorShape shape) =>
        x.Shape.Equals(shape) ? x : Apply("Reshape", [x, Integers(shape.ToInt64())]);

    /// <summary>Axis i of the result is axis order[i] of x.</summary>
    public Tensor Transpose(Tensor x, params ReadOnlySpan<int> order) =>
        Apply("Transpose", [x], ("perm", order.ToArray().Select(axis => (long)axis).ToArray()));

    /// <summary>Swaps the last two axes.</summary>
    public Tensor TransposeLast(Tensor x)
    {
        var order = Enumerable.Range(0, x.Shape.Rank).ToArray();
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return Transpose(x, order);
    }

    /// <summary>Tensors one after the other along an axis; those of extent 0 are left out.</summary>
    public Tensor Concat(int axis, params IEnumerable<Tensor> parts)
    {
        var filled = parts.Where(part => part.Shape[axis] > 0).ToArray();
        return filled.Length == 1 ? filled[0] : Apply("Concat", filled, ("axis", axis));
    }

    /// <summary>Elements start … start+length-1 along an axis.</summary>
    public Tensor Slice(Tensor x, int axis, int start, int length) => length == x.Shape[axis]
        ? x
        : Apply("Slice", [x, Integers(start), Integers(start + length), Integers(axis)]);

    public Tensor Expand(Tensor x, TensorShape shape) =>
        x.Shape.Equals(shape) ? x : Apply("Expand", [x, Integers(shape.ToInt64())]);

    /// <summary>Rows of a table by their numbers: [n, …] and [k…] give [k…, …]. Its gradient is sparse.</summary>
    public Tensor Gather(Tensor table, Tensor rows) => Apply("Gather", [table, rows], ("axis", 0));

    /// <summary>Elements of each row of a matrix by their column numbers.</summary>
    public Tensor GatherElements(Tensor x, Tensor columns) => Apply("GatherElements", [x, columns], ("axis", 1));

    /// <summary>The table with values [n, …] added to the rows [n], some after the others; a row that is named twice gets both.</summary>
    public Tensor ScatterAdd(Tensor table, Tensor rows, Tensor values)
    {
        var (count, width) = (values.Shape[0], (int)(table.Shape.ElementCount / table.Shape[0]));
        var part = Math.Max(1, MostScattered / Math.Max(1, width));
        var numbers = Cast(Reshape(rows, (int)rows.Shape.ElementCount, 1), ElementType.Int64);
        for (var start = 0; start < count; start += part)
        {
            var length = Math.Min(part, count - start);
            table = Apply("ScatterND", [table, Slice(numbers, 0, start, length), Slice(values, 0, start, length)], ("reduction", "add"));
        }

        return table;
    }
}
