using System.Numerics.Tensors;

namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>Some rows with their bins laid out one after the other, their labels and their current log-odds.</summary>
internal sealed class BagRows
{
    private readonly float[] _labels;
    private readonly float[] _probability;

    public BagRows(BinnedTable table, float[] labels, int[] rows)
    {
        Rows = rows;
        Codes = [.. table.Codes.Select(codes => Columns.Take(codes, rows))];
        PairCodes = [.. table.PairCodes.Select(codes => Columns.Take(codes, rows))];
        _labels = Columns.Take(labels, rows);
        LogOdds = new float[rows.Length];
        _probability = new float[rows.Length];
        Gradient = new float[rows.Length];
        Curvature = new float[rows.Length];
    }

    public int[] Rows { get; }
    public float[] Labels => _labels;
    public byte[][] Codes { get; }
    public byte[][] PairCodes { get; }
    public float[] LogOdds { get; }
    public float[] Gradient { get; }
    public float[] Curvature { get; }

    /// <summary>Log-odds of the share of ones, each class counted half a row more so that it stays finite.</summary>
    public double BaseLogOdds()
    {
        var ones = TensorPrimitives.Sum<float>(_labels);
        return Math.Log((ones + 0.5) / (_labels.Length - ones + 0.5));
    }

    /// <summary>Derivatives of log loss at the current log-odds: p − y and p(1 − p).</summary>
    public void UpdateDerivatives()
    {
        TensorPrimitives.Sigmoid(LogOdds, _probability);
        TensorPrimitives.Subtract(_probability, _labels, Gradient);
        TensorPrimitives.Subtract(1f, _probability, Curvature);
        TensorPrimitives.Multiply(Curvature, _probability, Curvature);
    }

    public void Add(int feature, ReadOnlySpan<double> step)
    {
        Span<float> small = stackalloc float[step.Length];
        for (var bin = 0; bin < step.Length; bin++)
        {
            small[bin] = (float)step[bin];
        }

        var (codes, logOdds) = (Codes[feature], LogOdds);
        for (var i = 0; i < codes.Length; i++)
        {
            logOdds[i] += small[codes[i]];
        }
    }

    public void AddPair(int first, int second, int width, ReadOnlySpan<double> grid)
    {
        var (rowCodes, columnCodes) = (PairCodes[first], PairCodes[second]);
        for (var i = 0; i < LogOdds.Length; i++)
        {
            LogOdds[i] += (float)grid[(rowCodes[i] * width) + columnCodes[i]];
        }
    }

    /// <summary>Adds, to the place of each row in the whole table, by how much a grid would lower the row's loss.</summary>
    public void AddGain((int First, int Second) pair, int width, double[] grid, double[] perRow)
    {
        var (rowCodes, columnCodes) = (PairCodes[pair.First], PairCodes[pair.Second]);
        for (var i = 0; i < LogOdds.Length; i++)
        {
            var step = grid[(rowCodes[i] * width) + columnCodes[i]];
            perRow[Rows[i]] += Loss(_labels[i], LogOdds[i]) - Loss(_labels[i], LogOdds[i] + step);
        }
    }

    /// <summary>Mean of ln(1 + e^−m), m the log-odds signed by the label.</summary>
    public double LogLoss()
    {
        var sum = 0.0;
        for (var i = 0; i < LogOdds.Length; i++)
        {
            sum += Loss(_labels[i], LogOdds[i]);
        }

        return sum / LogOdds.Length;
    }

    private static double Loss(float label, double logOdds)
    {
        var margin = label > 0.5f ? logOdds : -logOdds;
        return Math.Max(-margin, 0) + double.LogP1(Math.Exp(-Math.Abs(margin)));
    }
}
