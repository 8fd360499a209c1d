namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>One bag: boosts on its training rows and watches the rows that were left out.</summary>
internal sealed class Bag
{
    private readonly BinnedTable _table;
    private readonly BoostingOptions _options;
    private readonly LeafFitter _leaves;
    private readonly QuadrantFitter _quadrants;
    private readonly BagRows _train;
    private readonly BagRows _left;
    private readonly int[][] _rowsPerBin;
    private readonly double[] _gradient = new double[256];
    private readonly double[] _curvature = new double[256];
    private readonly double[] _step = new double[256];
    private double[][] _grids = [];
    private (int First, int Second)[] _pairs = [];
    private PairHistogram[] _histograms = [];

    public Bag(BinnedTable table, float[] labels, int[] trainRows, int[] leftRows, bool startsFromLines, BoostingOptions options)
    {
        (_table, _options) = (table, options);
        (_leaves, _quadrants) = (new LeafFitter(options), new QuadrantFitter(options));
        (_train, _left) = (new BagRows(table, labels, trainRows), new BagRows(table, labels, leftRows));
        _rowsPerBin = [.. _train.Codes.Select((codes, i) => CountRows(codes, table.Bins[i].Count))];
        StartsFromLines = startsFromLines;
        (Shapes, Intercept) = startsFromLines
            ? LinearStart.Fit(_train, table, _train.Labels, options.LinearPenalty)
            : ([.. table.Bins.Select(bins => new double[bins.Count])], _train.BaseLogOdds());
        BestShapes = Copy(Shapes);
        RestoreLogOdds();
    }

    public bool StartsFromLines { get; }

    public double Intercept { get; }

    /// <summary>Log-odds per feature and bin so far.</summary>
    public double[][] Shapes { get; }

    public double[][] BestShapes { get; private set; }

    public double[][] BestGrids { get; private set; } = [];

    public int[] LeftRows => _left.Rows;

    public ReadOnlySpan<float> LeftLogOdds => _left.LogOdds;

    public double LeftLoss() => _left.LogLoss();

    public void BoostShapes(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var feature = 0; feature < Shapes.Length; feature++)
            {
                BoostShape(feature);
            }
        }
    }

    public void KeepShapes() => BestShapes = Copy(Shapes);

    /// <summary>Goes back to the best shapes and makes ready to boost pairs on top of them.</summary>
    public void BeginPairs((int First, int Second)[] pairs)
    {
        RestoreLogOdds();
        _train.UpdateDerivatives();
        _pairs = pairs;
        _histograms = [.. pairs.Select(pair => new PairHistogram(_table.PairBins[pair.First].Count, _table.PairBins[pair.Second].Count))];
        _grids = [.. _histograms.Select(histogram => new double[histogram.Height * histogram.Width])];
        BestGrids = Copy(_grids);
    }

    /// <summary>
    /// Fits one pair to the training rows, on top of what <see cref="BeginPairs"/> set, and adds by how much it lowers the
    /// loss of each left-out row.
    /// </summary>
    /// <param name="pair">Two features.</param>
    /// <param name="perRow">One number per row of the whole table.</param>
    public void AddPairGain((int First, int Second) pair, double[] perRow)
    {
        var histogram = new PairHistogram(_table.PairBins[pair.First].Count, _table.PairBins[pair.Second].Count);
        histogram.Fill(_train.PairCodes[pair.First], _train.PairCodes[pair.Second], _train.Gradient, _train.Curvature);
        var quadrants = new QuadrantFitter(_options).Search(histogram, _table.Bins[pair.First].Direction, _table.Bins[pair.Second].Direction);
        if (quadrants.Gain > 0)
        {
            var grid = new double[histogram.Height * histogram.Width];
            quadrants.AddTo(grid, histogram.Height, histogram.Width, 1);
            _left.AddGain(pair, histogram.Width, grid, perRow);
        }
    }

    public void BoostPairs(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var pair = 0; pair < _pairs.Length; pair++)
            {
                BoostPair(pair);
            }
        }
    }

    public void KeepGrids() => BestGrids = Copy(_grids);

    /// <summary>Sets the log-odds of all rows to those of the best shapes and grids.</summary>
    public void RestoreLogOdds()
    {
        foreach (var rows in (BagRows[])[_train, _left])
        {
            Array.Fill(rows.LogOdds, (float)Intercept);
            for (var feature = 0; feature < Shapes.Length; feature++)
            {
                rows.Add(feature, BestShapes[feature]);
            }

            for (var pair = 0; pair < BestGrids.Length; pair++)
            {
                rows.AddPair(_pairs[pair].First, _pairs[pair].Second, _histograms[pair].Width, BestGrids[pair]);
            }
        }
    }

    private void BoostShape(int feature)
    {
        var bins = Shapes[feature].Length;
        _train.UpdateDerivatives();
        Sum(_train.Codes[feature], bins);
        _leaves.Fit(_gradient.AsSpan(0, bins), _curvature.AsSpan(0, bins), _rowsPerBin[feature], _table.Bins[feature].Direction, _step.AsSpan(0, bins));
        for (var bin = 0; bin < bins; bin++)
        {
            Shapes[feature][bin] += _step[bin];
        }

        _train.Add(feature, _step.AsSpan(0, bins));
        _left.Add(feature, _step.AsSpan(0, bins));
    }

    private void BoostPair(int index)
    {
        var ((first, second), histogram) = (_pairs[index], _histograms[index]);
        _train.UpdateDerivatives();
        histogram.Fill(_train.PairCodes[first], _train.PairCodes[second], _train.Gradient, _train.Curvature);
        var quadrants = _quadrants.Search(histogram, _table.Bins[first].Direction, _table.Bins[second].Direction);
        if (quadrants.Gain <= 0)
        {
            return;
        }

        Span<double> step = stackalloc double[_grids[index].Length];
        step.Clear();
        quadrants.AddTo(step, histogram.Height, histogram.Width, _options.LearningRate);
        quadrants.AddTo(_grids[index], histogram.Height, histogram.Width, _options.LearningRate);
        _train.AddPair(first, second, histogram.Width, step);
        _left.AddPair(first, second, histogram.Width, step);
    }

    private void Sum(byte[] codes, int bins)
    {
        var (gradient, curvature) = (_gradient, _curvature);
        Array.Clear(gradient, 0, bins);
        Array.Clear(curvature, 0, bins);
        var (rowGradient, rowCurvature) = (_train.Gradient, _train.Curvature);
        for (var i = 0; i < codes.Length; i++)
        {
            gradient[codes[i]] += rowGradient[i];
            curvature[codes[i]] += rowCurvature[i];
        }
    }

    private static int[] CountRows(byte[] codes, int bins)
    {
        var counts = new int[bins];
        foreach (var code in codes)
        {
            counts[code]++;
        }

        return counts;
    }

    private static double[][] Copy(double[][] source) => [.. source.Select(values => (double[])values.Clone())];
}
