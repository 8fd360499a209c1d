using MathNet.Numerics.LinearAlgebra;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>The rotation that brings one set of directions closest to another (Schönemann 1966).</summary>
internal static class Procrustes
{
    /// <param name="overlap">Inner products: own directions down, wanted ones across.</param>
    /// <returns>The orthogonal matrix U Wᵀ of the singular vectors U S Wᵀ.</returns>
    public static double[,] Rotation(double[,] overlap)
    {
        var parts = Matrix<double>.Build.DenseOfArray(overlap).Svd();
        return (parts.U * parts.VT).ToArray();
    }
}
