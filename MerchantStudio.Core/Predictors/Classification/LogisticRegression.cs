using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>
/// Plain logistic regression, the yardstick beside every other model: features standardised on the training rows,
/// missing values at their mean, an L2 penalty of one half of the squared weights (not on the intercept), Newton's method.
/// </summary>
public sealed class LogisticRegression
{
    private const int MaxSteps = 50;
    private const double Tolerance = 1e-10;

    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly double[] _weights;

    private LogisticRegression(double[] means, double[] scales, double[] weights) => (_means, _scales, _weights) = (means, scales, weights);

    public static LogisticRegression Fit(FeatureTable table, bool[] labels, CancellationToken cancellationToken)
    {
        var means = table.Columns.Select(column => Mean(column.Values)).ToArray();
        var scales = table.Columns.Select((column, i) => Scale(column.Values, means[i])).ToArray();
        var rows = Standardised(table, means, scales);
        var weights = new double[means.Length + 1];
        var loss = Loss(rows, labels, weights);
        for (var step = 0; step < MaxSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (next, nextLoss) = Descend(rows, labels, weights, loss);
            if (loss - nextLoss <= Tolerance * loss)
            {
                break;
            }

            (weights, loss) = (next, nextLoss);
        }

        return new LogisticRegression(means, scales, weights);
    }

    public double[] Predict(FeatureTable table) =>
        [.. Standardised(table, _means, _scales).Select(row => 1 / (1 + Math.Exp(-TensorPrimitives.Dot<double>(row, _weights))))];

    // A Newton step, halved until it lowers the loss: whole ones overshoot where a class is nearly separated.
    private static (double[] Weights, double Loss) Descend(double[][] rows, bool[] labels, double[] weights, double loss)
    {
        var change = NewtonStep(rows, labels, weights);
        for (var share = 1.0; share > 1e-6; share /= 2)
        {
            var trial = weights.Select((weight, i) => weight - (share * change[i])).ToArray();
            if (Loss(rows, labels, trial) is var trialLoss && trialLoss < loss)
            {
                return (trial, trialLoss);
            }
        }

        return (weights, loss);
    }

    private static Vector<double> NewtonStep(double[][] rows, bool[] labels, double[] weights)
    {
        var size = weights.Length;
        var gradient = new double[size];
        var hessian = new double[size, size];
        for (var i = 0; i < rows.Length; i++)
        {
            var probability = 1 / (1 + Math.Exp(-TensorPrimitives.Dot<double>(rows[i], weights)));
            AddRow(rows[i], probability - (labels[i] ? 1 : 0), probability * (1 - probability), gradient, hessian);
        }

        for (var j = 1; j < size; j++)
        {
            gradient[j] += weights[j];
            hessian[j, j] += 1;
        }

        return Matrix<double>.Build.DenseOfArray(hessian).Solve(Vector<double>.Build.Dense(gradient));
    }

    private static void AddRow(double[] row, double residual, double curvature, double[] gradient, double[,] hessian)
    {
        for (var j = 0; j < row.Length; j++)
        {
            gradient[j] += residual * row[j];
            for (var k = 0; k < row.Length; k++)
            {
                hessian[j, k] += curvature * row[j] * row[k];
            }
        }
    }

    private static double Loss(double[][] rows, bool[] labels, double[] weights)
    {
        var loss = 0.5 * weights.Skip(1).Sum(weight => weight * weight);
        for (var i = 0; i < rows.Length; i++)
        {
            var margin = (labels[i] ? 1 : -1) * TensorPrimitives.Dot<double>(rows[i], weights);
            loss += Math.Max(-margin, 0) + double.LogP1(Math.Exp(-Math.Abs(margin)));
        }

        return loss;
    }

    // The first value of each row is the intercept's.
    private static double[][] Standardised(FeatureTable table, double[] means, double[] scales)
    {
        var rows = new double[table.RowCount][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[means.Length + 1];
            rows[i][0] = 1;
            for (var j = 0; j < means.Length; j++)
            {
                var value = table.Columns[j].Values[i];
                rows[i][j + 1] = double.IsNaN(value) ? 0 : (value - means[j]) / scales[j];
            }
        }

        return rows;
    }

    private static double Mean(double[] values) => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();

    private static double Scale(double[] values, double mean)
    {
        var variance = values.Where(value => !double.IsNaN(value)).Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(0).Average();
        return variance > 0 ? Math.Sqrt(variance) : 1;
    }
}
