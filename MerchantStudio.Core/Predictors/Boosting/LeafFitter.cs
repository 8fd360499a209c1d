namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>
/// One boosting step on one feature: splits its bins greedily into a few leaves by the gain in the second-order
/// approximation of log loss (Friedman 2001; Chen and Guestrin 2016) and gives each leaf its Newton value. Splits whose
/// leaves would break the feature's direction are not made. The missing bin is a leaf of its own.
/// </summary>
internal sealed class LeafFitter(BoostingOptions options)
{
    private readonly double[] _gradient = new double[257];
    private readonly double[] _curvature = new double[257];
    private readonly int[] _rows = new int[257];
    private readonly Leaf[] _leaves = new Leaf[options.MaxLeaves];

    /// <param name="gradient">Sum of first derivatives per bin.</param>
    /// <param name="curvature">Sum of second derivatives per bin.</param>
    /// <param name="rows">Training rows per bin.</param>
    /// <param name="direction">Which way the feature may push.</param>
    /// <param name="step">Receives what is added per bin.</param>
    public void Fit(ReadOnlySpan<double> gradient, ReadOnlySpan<double> curvature, ReadOnlySpan<int> rows, Monotone direction, Span<double> step)
    {
        Accumulate(gradient, curvature, rows);
        var count = 1;
        _leaves[0] = Search(1, gradient.Length);
        while (count < options.MaxLeaves && BestLeaf(count, direction) is var best and >= 0)
        {
            Split(best, ref count);
        }

        step[0] = rows[0] > 0 ? Value(gradient[0], curvature[0]) * options.LearningRate : 0;
        for (var i = 0; i < count; i++)
        {
            step[_leaves[i].From.._leaves[i].To].Fill(ValueOf(_leaves[i].From, _leaves[i].To) * options.LearningRate);
        }
    }

    private void Accumulate(ReadOnlySpan<double> gradient, ReadOnlySpan<double> curvature, ReadOnlySpan<int> rows)
    {
        (_gradient[1], _curvature[1], _rows[1]) = (0, 0, 0);
        for (var bin = 1; bin < gradient.Length; bin++)
        {
            _gradient[bin + 1] = _gradient[bin] + gradient[bin];
            _curvature[bin + 1] = _curvature[bin] + curvature[bin];
            _rows[bin + 1] = _rows[bin] + rows[bin];
        }
    }

    private int BestLeaf(int count, Monotone direction)
    {
        var best = -1;
        for (var i = 0; i < count; i++)
        {
            if (_leaves[i].Gain > (best < 0 ? 0 : _leaves[best].Gain) && KeepsDirection(i, count, direction))
            {
                best = i;
            }
        }

        return best;
    }

    private bool KeepsDirection(int index, int count, Monotone direction)
    {
        if (direction == Monotone.Free)
        {
            return true;
        }

        var (leaf, sign) = (_leaves[index], (int)direction);
        var low = sign * ValueOf(leaf.From, leaf.Cut);
        var high = sign * ValueOf(leaf.Cut, leaf.To);
        var before = index > 0 ? sign * ValueOf(_leaves[index - 1].From, _leaves[index - 1].To) : double.NegativeInfinity;
        var after = index + 1 < count ? sign * ValueOf(_leaves[index + 1].From, _leaves[index + 1].To) : double.PositiveInfinity;
        return before <= low && low <= high && high <= after;
    }

    private void Split(int index, ref int count)
    {
        var leaf = _leaves[index];
        Array.Copy(_leaves, index + 1, _leaves, index + 2, count - index - 1);
        _leaves[index] = Search(leaf.From, leaf.Cut);
        _leaves[index + 1] = Search(leaf.Cut, leaf.To);
        count++;
    }

    private Leaf Search(int from, int to)
    {
        var best = new Leaf(from, to, from, 0);
        var whole = Score(_gradient[to] - _gradient[from], _curvature[to] - _curvature[from]);
        for (var cut = from + 1; cut < to; cut++)
        {
            if (_rows[cut] - _rows[from] < options.MinRowsPerLeaf || _rows[to] - _rows[cut] < options.MinRowsPerLeaf)
            {
                continue;
            }

            var gain = Score(_gradient[cut] - _gradient[from], _curvature[cut] - _curvature[from])
                + Score(_gradient[to] - _gradient[cut], _curvature[to] - _curvature[cut]) - whole;
            if (gain > best.Gain)
            {
                best = new Leaf(from, to, cut, gain);
            }
        }

        return best;
    }

    private double ValueOf(int from, int to) => Value(_gradient[to] - _gradient[from], _curvature[to] - _curvature[from]);

    private double Value(double gradient, double curvature) => curvature + options.L2 > 0 ? -gradient / (curvature + options.L2) : 0;

    private double Score(double gradient, double curvature) =>
        curvature + options.L2 > 0 ? gradient * gradient / (curvature + options.L2) : 0;

    private readonly record struct Leaf(int From, int To, int Cut, double Gain);
}
