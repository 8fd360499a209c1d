using System.Numerics.Tensors;

namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>
/// The straight lines that boosting starts from: ridge-penalised logistic regression on each bin's mean, standardised
/// value, with slopes that keep each feature's direction. Small steps are poor at finding a slope in few rows, which a
/// line finds with one number; boosting then bends it. A missing value adds nothing yet.
/// </summary>
internal sealed class LinearStart
{
    private const int MaxSteps = 25;
    private const int MaxSweeps = 200;
    private const double Tolerance = 1e-6;

    private readonly Monotone[] _directions;
    private readonly double _penalty;
    private readonly float[][] _values;
    private readonly float[] _labels;
    private readonly float[] _logOdds;
    private readonly float[] _probability;
    private readonly float[] _weighted;

    private LinearStart(float[][] values, float[] labels, Monotone[] directions, double penalty, double intercept)
    {
        (_values, _labels, _directions, _penalty) = (values, labels, directions, penalty);
        (_logOdds, _probability, _weighted) = (new float[labels.Length], new float[labels.Length], new float[labels.Length]);
        Weights = new double[values.Length + 1];
        Weights[^1] = intercept;
    }

    /// <summary>A slope per feature, then the intercept.</summary>
    private double[] Weights { get; }

    /// <param name="rows">Training rows of one bag.</param>
    /// <param name="table">The values of all rows and their bins.</param>
    /// <param name="labels">1 where it happened, per training row.</param>
    /// <param name="penalty">Half of it times the squared slopes is added to the loss summed over rows.</param>
    /// <returns>Log-odds per feature and bin, and the intercept.</returns>
    public static (double[][] Shapes, double Intercept) Fit(BagRows rows, BinnedTable table, float[] labels, double penalty)
    {
        var perBin = table.BinMeans.Select((means, feature) => Standardise(means, rows.Codes[feature])).ToArray();
        var values = perBin.Select((bins, feature) => Spread(bins, rows.Codes[feature])).ToArray();
        var start = new LinearStart(values, labels, [.. table.Bins.Select(bins => bins.Direction)], penalty, rows.BaseLogOdds());
        start.Descend();
        return ([.. perBin.Select((bins, feature) => Array.ConvertAll(bins, value => value * start.Weights[feature]))], start.Weights[^1]);
    }

    // The missing bin stays at zero, the mean of the others.
    private static double[] Standardise(double[] means, byte[] codes)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var code in codes)
        {
            if (code > 0)
            {
                (count, sum, squares) = (count + 1, sum + means[code], squares + (means[code] * means[code]));
            }
        }

        var mean = count > 0 ? sum / count : 0;
        var variance = count > 0 ? (squares / count) - (mean * mean) : 0;
        var scale = variance > 1e-12 * Math.Max(1, mean * mean) ? 1 / Math.Sqrt(variance) : 0;
        return [0, .. means.Skip(1).Select(value => (value - mean) * scale)];
    }

    private static float[] Spread(double[] perBin, byte[] codes) => Array.ConvertAll(codes, code => (float)perBin[code]);

    private void Descend()
    {
        var loss = Loss(Weights);
        for (var step = 0; step < MaxSteps; step++)
        {
            var next = NewtonPoint();
            var nextLoss = Loss(next);
            for (var halving = 0; nextLoss > loss && halving < 20; halving++)
            {
                next = [.. next.Select((weight, i) => (weight + Weights[i]) / 2)];
                nextLoss = Loss(next);
            }

            if (!(loss - nextLoss > Tolerance * Math.Abs(loss)))
            {
                return;
            }

            next.CopyTo(Weights, 0);
            loss = nextLoss;
        }
    }

    private double Loss(double[] weights)
    {
        Predict(weights);
        var loss = 0.5 * _penalty * weights.SkipLast(1).Sum(weight => weight * weight);
        for (var row = 0; row < _labels.Length; row++)
        {
            var margin = _labels[row] > 0.5f ? _logOdds[row] : -_logOdds[row];
            loss += Math.Max(-margin, 0) + double.LogP1(Math.Exp(-Math.Abs(margin)));
        }

        return loss;
    }

    private void Predict(double[] weights)
    {
        Array.Fill(_logOdds, (float)weights[^1]);
        for (var i = 0; i < _values.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(_values[i], (float)weights[i], _logOdds, _logOdds);
        }
    }

    /// <summary>Where the quadratic approximation at the weights is smallest among slopes of the right sign, coordinate by coordinate.</summary>
    private double[] NewtonPoint()
    {
        var (gradient, curvature) = Derivatives();
        double[] point = [.. Weights], slope = [.. gradient];
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var largest = 0.0;
            for (var i = 0; i < point.Length; i++)
            {
                var wanted = curvature[i][i] > 0 ? Allowed(i, point[i] - (slope[i] / curvature[i][i])) : point[i];
                var move = wanted - point[i];
                point[i] = wanted;
                largest = Math.Max(largest, Math.Abs(move));
                TensorPrimitives.MultiplyAdd(curvature[i], move, slope, slope);
            }

            if (largest < Tolerance)
            {
                break;
            }
        }

        return point;
    }

    private double Allowed(int index, double weight) => index == _directions.Length
        ? weight
        : _directions[index] switch
        {
            Monotone.Rising => Math.Max(0, weight),
            Monotone.Falling => Math.Min(0, weight),
            _ => weight,
        };

    private (double[] Gradient, double[][] Curvature) Derivatives()
    {
        Predict(Weights);
        TensorPrimitives.Sigmoid(_logOdds, _probability);
        TensorPrimitives.Subtract(_probability, _labels, _logOdds);
        var size = Weights.Length;
        var (gradient, curvature) = (new double[size], Enumerable.Range(0, size).Select(_ => new double[size]).ToArray());
        for (var i = 0; i < size; i++)
        {
            gradient[i] = i < _values.Length ? TensorPrimitives.Dot<float>(_logOdds, _values[i]) + (_penalty * Weights[i]) : TensorPrimitives.Sum<float>(_logOdds);
        }

        TensorPrimitives.Multiply(_probability, _probability, _logOdds);
        TensorPrimitives.Subtract(_probability, _logOdds, _logOdds);
        for (var i = 0; i < size; i++)
        {
            FillCurvature(i, curvature);
        }

        return (gradient, curvature);
    }

    // Here the log-odds' place holds p(1 − p) of each row.
    private void FillCurvature(int i, double[][] curvature)
    {
        var weights = _logOdds;
        if (i < _values.Length)
        {
            TensorPrimitives.Multiply(_values[i], weights, _weighted);
            weights = _weighted;
        }

        for (var j = 0; j <= i; j++)
        {
            curvature[i][j] = curvature[j][i] = j < _values.Length ? TensorPrimitives.Dot<float>(weights, _values[j]) : TensorPrimitives.Sum<float>(weights);
        }

        curvature[i][i] += i < _values.Length ? _penalty : 0;
    }
}
