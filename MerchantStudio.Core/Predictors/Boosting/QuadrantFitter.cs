namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>
/// One boosting step on a pair: one cut on each axis, a value for each of the four quadrants (Lou et al. 2013). A missing
/// value counts as the lowest one here.
/// </summary>
internal sealed class QuadrantFitter(BoostingOptions options)
{
    private double[] _gradient = [];
    private double[] _curvature = [];
    private int[] _rows = [];
    private int _width;

    /// <summary>Finds the best cuts of a grid; the gain is 0 when no allowed ones help.</summary>
    public Quadrants Search(PairHistogram histogram, Monotone first, Monotone second)
    {
        Accumulate(histogram);
        var best = default(Quadrants);
        var whole = Score(Sum(0, histogram.Height, 0, histogram.Width, out _));
        for (var row = 1; row < histogram.Height; row++)
        {
            for (var column = 1; column < histogram.Width; column++)
            {
                var candidate = Cut(row, column, histogram.Height, histogram.Width, whole);
                if (candidate.Gain > best.Gain && KeepsDirection(candidate, first, second))
                {
                    best = candidate;
                }
            }
        }

        return best;
    }

    private Quadrants Cut(int row, int column, int height, int width, double whole)
    {
        var lowLow = Sum(0, row, 0, column, out var a);
        var lowHigh = Sum(0, row, column, width, out var b);
        var highLow = Sum(row, height, 0, column, out var c);
        var highHigh = Sum(row, height, column, width, out var d);
        if (Math.Min(Math.Min(a, b), Math.Min(c, d)) < options.MinRowsPerLeaf)
        {
            return default;
        }

        var gain = Score(lowLow) + Score(lowHigh) + Score(highLow) + Score(highHigh) - whole;
        return new Quadrants(row, column, gain, Value(lowLow), Value(lowHigh), Value(highLow), Value(highHigh));
    }

    private static bool KeepsDirection(Quadrants q, Monotone first, Monotone second)
    {
        var (down, across) = ((int)first, (int)second);
        return down * (q.HighLow - q.LowLow) >= 0 && down * (q.HighHigh - q.LowHigh) >= 0
            && across * (q.LowHigh - q.LowLow) >= 0 && across * (q.HighHigh - q.HighLow) >= 0;
    }

    // Summed-area tables, one row and column wider than the grid.
    private void Accumulate(PairHistogram histogram)
    {
        _width = histogram.Width + 1;
        var size = _width * (histogram.Height + 1);
        if (_gradient.Length < size)
        {
            (_gradient, _curvature, _rows) = (new double[size], new double[size], new int[size]);
        }

        for (var row = 1; row <= histogram.Height; row++)
        {
            for (var column = 1; column <= histogram.Width; column++)
            {
                var (at, cell) = ((row * _width) + column, ((row - 1) * histogram.Width) + column - 1);
                var (above, left, corner) = (at - _width, at - 1, at - _width - 1);
                _gradient[at] = histogram.Gradient[cell] + _gradient[above] + _gradient[left] - _gradient[corner];
                _curvature[at] = histogram.Curvature[cell] + _curvature[above] + _curvature[left] - _curvature[corner];
                _rows[at] = histogram.Rows[cell] + _rows[above] + _rows[left] - _rows[corner];
            }
        }
    }

    private (double Gradient, double Curvature) Sum(int top, int bottom, int left, int right, out int rows)
    {
        var (a, b) = ((top * _width) + left, (top * _width) + right);
        var (c, d) = ((bottom * _width) + left, (bottom * _width) + right);
        rows = _rows[d] - _rows[b] - _rows[c] + _rows[a];
        return (_gradient[d] - _gradient[b] - _gradient[c] + _gradient[a], _curvature[d] - _curvature[b] - _curvature[c] + _curvature[a]);
    }

    private double Score((double Gradient, double Curvature) sum) =>
        sum.Curvature + options.L2 > 0 ? sum.Gradient * sum.Gradient / (sum.Curvature + options.L2) : 0;

    private double Value((double Gradient, double Curvature) sum) =>
        sum.Curvature + options.L2 > 0 ? -sum.Gradient / (sum.Curvature + options.L2) : 0;
}

/// <summary>Two cuts and the Newton values of the four quadrants; first word: first feature, second word: second feature.</summary>
internal readonly record struct Quadrants(int Row, int Column, double Gain, double LowLow, double LowHigh, double HighLow, double HighHigh)
{
    /// <summary>Adds the quadrants' values, times a rate, to a grid of cells.</summary>
    public void AddTo(Span<double> grid, int height, int width, double rate)
    {
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var value = row < Row ? (column < Column ? LowLow : LowHigh) : (column < Column ? HighLow : HighHigh);
                grid[(row * width) + column] += rate * value;
            }
        }
    }
}

/// <summary>Sums of derivatives and rows per cell of a pair's grid.</summary>
internal sealed class PairHistogram(int height, int width)
{
    public int Height { get; } = height;
    public int Width { get; } = width;
    public double[] Gradient { get; } = new double[height * width];
    public double[] Curvature { get; } = new double[height * width];
    public int[] Rows { get; } = new int[height * width];

    public void Fill(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<float> gradient, ReadOnlySpan<float> curvature)
    {
        Array.Clear(Gradient);
        Array.Clear(Curvature);
        Array.Clear(Rows);
        for (var i = 0; i < first.Length; i++)
        {
            var cell = (first[i] * Width) + second[i];
            Gradient[cell] += gradient[i];
            Curvature[cell] += curvature[i];
            Rows[cell]++;
        }
    }
}
