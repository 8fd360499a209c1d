using MathNet.Numerics.LinearAlgebra;

namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// Standard errors from the observed Fisher information: the Hessian of the negative log-likelihood at the optimum, taken
/// by central differences of the analytic gradient.
/// </summary>
internal static class StandardErrors
{
    private const double Step = 1e-4;

    /// <returns>One per parameter, of its logarithm; <see langword="null"/> where the information matrix is not positive definite.</returns>
    public static double?[] OfLogParameters(IObjective meanObjective, ReadOnlySpan<double> optimum, int customers)
    {
        var errors = new double?[optimum.Length];
        if (InverseHessian(meanObjective, optimum) is { } covariance)
        {
            for (var i = 0; i < errors.Length; i++)
            {
                errors[i] = Math.Sqrt(covariance[i, i] / customers);
            }
        }

        return errors;
    }

    /// <summary>Inverse of the Hessian at a point; <see langword="null"/> where it is not positive definite.</summary>
    public static double[,]? InverseHessian(IObjective objective, ReadOnlySpan<double> point)
    {
        var hessian = Hessian(objective, point);
        if (!hessian.ForAll(double.IsFinite))
        {
            return null;
        }

        var eigenvalues = hessian.Evd(Symmetricity.Symmetric).EigenValues.Real();
        return eigenvalues.Minimum() > 1e-9 * eigenvalues.Maximum() ? hessian.Inverse().ToArray() : null;
    }

    private static Matrix<double> Hessian(IObjective objective, ReadOnlySpan<double> optimum)
    {
        var n = optimum.Length;
        var (above, below) = (new double[n], new double[n]);
        var hessian = Matrix<double>.Build.Dense(n, n);
        for (var i = 0; i < n; i++)
        {
            objective.Evaluate(Shifted(optimum, i, Step), above);
            objective.Evaluate(Shifted(optimum, i, -Step), below);
            for (var j = 0; j < n; j++)
            {
                hessian[i, j] = (above[j] - below[j]) / (2 * Step);
            }
        }

        return (hessian + hessian.Transpose()) / 2;
    }

    private static double[] Shifted(ReadOnlySpan<double> point, int index, double step)
    {
        var shifted = point.ToArray();
        shifted[index] += step;
        return shifted;
    }
}
