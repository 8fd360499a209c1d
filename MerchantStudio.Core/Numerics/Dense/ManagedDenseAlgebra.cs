namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>
/// Blocked, packed, multi-threaded products on the processor's vector units, after Goto and van de Geijn (2008): a slice of B
/// is packed once for all threads, each thread packs a band of A that fits its second-level cache, and a
/// <see cref="MicroKernel"/> does the rest.
/// </summary>
public sealed class ManagedDenseAlgebra : IDenseAlgebra
{
    // Depth 256 keeps one packed panel of B in the first-level cache and a band of A in the second.
    private const int Depth = 256;
    private const int BandRows = 192;

    private readonly MicroKernel _kernel;

    internal ManagedDenseAlgebra(MicroKernel kernel) => _kernel = kernel;

    public static ManagedDenseAlgebra Instance { get; } = new(MicroKernel.Best);

    public string Name => $"managed {_kernel.TileRows}x{_kernel.TileColumns}";

    public void MultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads) =>
        Run(a, b, c, alpha, threads, lowerOnly: false);

    public void LowerMultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads) =>
        Run(a, b, c, alpha, threads, lowerOnly: true);

    private void Run(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads, bool lowerOnly)
    {
        CheckShapes(a, b, c, lowerOnly);
        var bands = (c.Rows + BandRows - 1) / BandRows;
        for (var from = 0; from < a.Columns; from += Depth)
        {
            var depth = Math.Min(Depth, a.Columns - from);
            var packedB = new PackedPanels(b.Rows, depth, _kernel.TileColumns);
            WorkQueue.Run(packedB.Panels, threads, packedB, (panel, packed) => packed.PackPanel(b, from, panel), CancellationToken.None);
            WorkQueue.Run(bands, threads, () => new PackedPanels(BandRows, depth, _kernel.TileRows), (band, packedA) =>
            {
                // From the last band up: in a triangle that is the longest, and the short ones fill the gaps at the end.
                var first = (bands - 1 - band) * BandRows;
                var rows = Math.Min(BandRows, c.Rows - first);
                packedA.PackRows(a.RowRange(first, first + rows), from);
                RunBand(packedA, packedB, c.RowRange(first, first + rows), alpha, lowerOnly ? Math.Min(first + rows, c.Columns) : c.Columns);
            }, CancellationToken.None);
        }
    }

    private unsafe void RunBand(PackedPanels a, PackedPanels b, MatrixBlock c, float alpha, int columns)
    {
        var tile = stackalloc float[_kernel.TileRows * _kernel.TileColumns];
        fixed (float* target = c.Data)
        {
            for (var column = 0; column < columns; column += _kernel.TileColumns)
            {
                for (var row = 0; row < c.Rows; row += _kernel.TileRows)
                {
                    var at = target + c.Offset + ((long)row * c.Stride) + column;
                    var panelA = a.Panel(row / _kernel.TileRows);
                    var panelB = b.Panel(column / _kernel.TileColumns);
                    if (row + _kernel.TileRows <= c.Rows && column + _kernel.TileColumns <= c.Columns)
                    {
                        _kernel.Run(a.Depth, panelA, panelB, alpha, at, c.Stride);
                    }
                    else
                    {
                        RunEdge(panelA, panelB, a.Depth, alpha, tile, new Edge(at, c.Stride, c.Rows - row, c.Columns - column));
                    }
                }
            }
        }
    }

    private readonly unsafe ref struct Edge(float* at, long stride, int rows, int columns)
    {
        internal float* At => at;

        internal long Stride => stride;

        internal int Rows => rows;

        internal int Columns => columns;
    }

    /// <summary>A tile that hangs over the border: computed aside, then added where it exists.</summary>
    private unsafe void RunEdge(float* a, float* b, int depth, float alpha, float* tile, Edge edge)
    {
        new Span<float>(tile, _kernel.TileRows * _kernel.TileColumns).Clear();
        _kernel.Run(depth, a, b, alpha, tile, _kernel.TileColumns);
        for (var row = 0; row < Math.Min(edge.Rows, _kernel.TileRows); row++)
        {
            for (var column = 0; column < Math.Min(edge.Columns, _kernel.TileColumns); column++)
            {
                edge.At[(row * edge.Stride) + column] += tile[(row * _kernel.TileColumns) + column];
            }
        }
    }

    private static void CheckShapes(MatrixBlock a, MatrixBlock b, MatrixBlock c, bool square)
    {
        if (a.Columns != b.Columns || c.Rows != a.Rows || c.Columns != b.Rows || (square && c.Rows != c.Columns))
        {
            throw new ArgumentException(
                $"A is {a.Rows} × {a.Columns}, B is {b.Rows} × {b.Columns} and C is {c.Rows} × {c.Columns}; C = A · Bᵀ does not fit.");
        }
    }
}
