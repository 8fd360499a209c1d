using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ImplicitAls;

/// <param name="Factors">Width of a factor vector.</param>
/// <param name="Alpha">Extra confidence of what was taken.</param>
/// <param name="Lambda">Regularisation.</param>
internal readonly record struct AlsShape(int Factors, float Alpha, float Lambda);

/// <summary>One side's factor vectors Y, held fixed, against which rows of the other side are solved.</summary>
internal sealed class AlsSide
{
    private readonly float[] _gram;

    /// <param name="vectors">Rows × factors.</param>
    /// <param name="shape">Sizes and weights.</param>
    internal AlsSide(float[] vectors, AlsShape shape)
    {
        (Vectors, Shape) = (vectors, shape);
        Count = vectors.Length / shape.Factors;
        _gram = new float[shape.Factors * shape.Factors];
        for (var row = 0; row < Count; row++)
        {
            RankUpdate.Add(_gram, this[row], 1);
        }

        for (var i = 0; i < shape.Factors; i++)
        {
            _gram[(i * shape.Factors) + i] += shape.Lambda;
        }
    }

    internal AlsShape Shape { get; }

    internal float[] Vectors { get; }

    internal int Count { get; }

    internal ReadOnlySpan<float> this[int row] => Vectors.AsSpan(row * Shape.Factors, Shape.Factors);

    /// <summary>Solves every row of a sparse matrix: rows × factors.</summary>
    internal static float[] SolveAll(CsrMatrix taken, AlsSide side, int threads, CancellationToken cancellationToken)
    {
        const int RowsAtOnce = 64;
        var factors = side.Shape.Factors;
        var result = new float[taken.Rows * factors];
        WorkQueue.Run((taken.Rows + RowsAtOnce - 1) / RowsAtOnce, threads, () => new float[factors * factors], (piece, system) =>
        {
            for (var row = piece * RowsAtOnce; row < Math.Min((piece + 1) * RowsAtOnce, taken.Rows); row++)
            {
                side.SolveRow(taken.RowColumns(row), taken.RowValues(row), system, result.AsSpan(row * factors, factors));
            }
        }, cancellationToken);
        return result;
    }

    /// <summary>x = (YᵀY + λI + α Σ w·y·yᵀ)⁻¹ Σ (1 + α·w)·y over the taken rows y with weights w.</summary>
    /// <param name="taken">Rows of this side.</param>
    /// <param name="weights">Weight of each, 1 for a full purchase.</param>
    /// <param name="system">Receives the Cholesky factor of the system, factors × factors.</param>
    /// <param name="x">Receives the solution.</param>
    internal void SolveRow(ReadOnlySpan<int> taken, ReadOnlySpan<float> weights, Span<float> system, Span<float> x)
    {
        x.Clear();
        _gram.CopyTo(system);
        for (var i = 0; i < taken.Length; i++)
        {
            RankUpdate.Add(system, this[taken[i]], Shape.Alpha * weights[i]);
            VectorKernels.AddScaled(this[taken[i]], 1 + (Shape.Alpha * weights[i]), x);
        }

        Cholesky.Factorise(system, Shape.Factors);
        Cholesky.Solve(system, Shape.Factors, x);
    }
}
