using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Providers;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// Dense products through the runtime, on the chosen device: the operands are cut into tiles of one size, so that one small
/// graph serves products of any size. Worth its copies on a GPU; the processor does better with the managed kernels.
/// Safe for several threads, which take turns.
/// </summary>
public sealed class OnnxDenseAlgebra : IDenseAlgebra, IDisposable
{
    private const string LeftName = "left";
    private const string RightName = "right";
    private const string ProductName = "product";

    private readonly int _tile;
    private readonly InferenceSession _session;
    private readonly Lock _turn = new();

    /// <param name="tile">Extent of a tile along every axis.</param>
    public OnnxDenseAlgebra(OnnxEngine engine, ProviderChoice choice, int tile = 2048)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(choice);
        _tile = tile;
        (Name, Choice) = ($"onnx {choice.Provider.Name}", choice);
        var graph = new GraphBuilder("product");
        var left = graph.Input(LeftName, ElementType.Float32, tile, tile);
        graph.Output(ProductName, graph.Product(left, graph.Input(RightName, ElementType.Float32, tile, tile), transposeRight: true));
        _session = engine.Infer(graph.Build(), choice);
    }

    public string Name { get; }

    public ProviderChoice Choice { get; }

    public PlacementReport Placement => _session.Placement;

    /// <summary>Bytes of the two operands and the product on the device.</summary>
    public long BufferBytes => 3L * _tile * _tile * sizeof(float);

    public void MultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads)
    {
        if (a.Columns != b.Columns || a.Rows != c.Rows || b.Rows != c.Columns)
        {
            throw new ArgumentException($"A {a.Rows}×{a.Columns}, B {b.Rows}×{b.Columns} and C {c.Rows}×{c.Columns} do not fit.", nameof(c));
        }

        lock (_turn)
        {
            for (var row = 0; row < c.Rows; row += _tile)
            {
                for (var inner = 0; inner < a.Columns; inner += _tile)
                {
                    Load(LeftName, a, row, inner);
                    for (var column = 0; column < c.Columns; column += _tile)
                    {
                        Load(RightName, b, column, inner);
                        _session.Run();
                        AddTo(c, row, column, alpha);
                    }
                }
            }
        }
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Copies a tile; what lies beyond the matrix is zero and adds nothing.</summary>
    private void Load(string name, MatrixBlock from, int firstRow, int firstColumn)
    {
        var tile = _session.Input<float>(name);
        var columns = Math.Min(_tile, from.Columns - firstColumn);
        var rows = Math.Min(_tile, from.Rows - firstRow);
        tile[(rows * _tile)..].Clear();
        for (var row = 0; row < rows; row++)
        {
            var target = tile.Slice(row * _tile, _tile);
            from.Row(firstRow + row).Slice(firstColumn, columns).CopyTo(target);
            target[columns..].Clear();
        }
    }

    private void AddTo(MatrixBlock c, int firstRow, int firstColumn, float alpha)
    {
        var product = _session.Output<float>(ProductName);
        var columns = Math.Min(_tile, c.Columns - firstColumn);
        for (var row = 0; row < Math.Min(_tile, c.Rows - firstRow); row++)
        {
            var target = c.Row(firstRow + row).Slice(firstColumn, columns);
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(product.Slice(row * _tile, columns), alpha, target, target);
        }
    }
}
