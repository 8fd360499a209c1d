namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>
/// The dense products that large factorisations are made of, in float32 and row-major order. An engine may be plugged in here;
/// <see cref="ManagedDenseAlgebra"/> needs nothing but the processor.
/// </summary>
public interface IDenseAlgebra
{
    string Name { get; }

    /// <summary>C ← C + alpha · A · Bᵀ, where A is m × k, B is n × k and C is m × n and overlaps neither.</summary>
    void MultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads);

    /// <summary>
    /// The lower triangle of a square C ← C + alpha · A · Bᵀ; what lies above the diagonal is left undefined. A and B are n × k.
    /// By default in bands of rows through <see cref="MultiplyTransposedAdd"/>.
    /// </summary>
    void LowerMultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads)
    {
        const int BandRows = 1024;
        for (var from = 0; from < c.Rows; from += BandRows)
        {
            var to = Math.Min(from + BandRows, c.Rows);
            MultiplyTransposedAdd(a.RowRange(from, to), b.RowRange(0, to), c.RowRange(from, to) with { Columns = to }, alpha, threads);
        }
    }
}
