namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>The shape of one feature: what each bin adds to the log-odds.</summary>
public sealed record ShapeTerm
{
    public required FeatureBins Bins { get; init; }

    /// <summary>Log-odds per bin, the missing one first; their mean over the training rows is zero.</summary>
    public required double[] Values { get; init; }

    /// <summary>Standard deviation over the bags, per bin.</summary>
    public required double[] Deviations { get; init; }

    /// <summary>Training rows per bin.</summary>
    public required int[] Rows { get; init; }

    /// <summary>Mean absolute contribution over the training rows.</summary>
    public required double Importance { get; init; }
}

/// <summary>The joint shape of two features, beyond what each adds alone.</summary>
public sealed record PairTerm
{
    public required int First { get; init; }
    public required int Second { get; init; }
    public required FeatureBins FirstBins { get; init; }
    public required FeatureBins SecondBins { get; init; }

    /// <summary>Log-odds per cell, row by row of the first feature's bins.</summary>
    public required double[] Values { get; init; }

    public required double[] Deviations { get; init; }
    public required int[] Rows { get; init; }
    public required double Importance { get; init; }
}

/// <summary>
/// An explainable boosting machine (Lou et al. 2012, 2013; Nori et al. 2019): log-odds = intercept + one term per feature
/// + one per pair. A prediction is the sum of its terms, so its reasons are exact.
/// </summary>
public sealed class BoostingModel
{
    public required double Intercept { get; init; }

    public required IReadOnlyList<ShapeTerm> Shapes { get; init; }

    public required IReadOnlyList<PairTerm> Pairs { get; init; }

    /// <summary>Rounds over all features, and then over all pairs, that were kept.</summary>
    public required (int Shapes, int Pairs) Rounds { get; init; }

    public int TermCount => Shapes.Count + Pairs.Count;

    /// <summary>Log-odds of every row: the intercept and the terms, added in term order.</summary>
    public double[] Predict(FeatureTable table)
    {
        var logOdds = new double[table.RowCount];
        Array.Fill(logOdds, Intercept);
        for (var term = 0; term < TermCount; term++)
        {
            AddTerm(table, term, logOdds);
        }

        return logOdds;
    }

    /// <summary>What every term adds for one row, shapes first, then pairs; adding them to the intercept in order gives the prediction, bit by bit.</summary>
    public double[] Explain(FeatureTable table, int row)
    {
        var contributions = new double[TermCount];
        for (var i = 0; i < Shapes.Count; i++)
        {
            contributions[i] = Shapes[i].Values[Shapes[i].Bins.BinOf(table.Columns[i].Values[row])];
        }

        for (var i = 0; i < Pairs.Count; i++)
        {
            contributions[Shapes.Count + i] = Pairs[i].Values[Cell(Pairs[i], table, row)];
        }

        return contributions;
    }

    private void AddTerm(FeatureTable table, int term, double[] logOdds)
    {
        if (term < Shapes.Count)
        {
            var (shape, values) = (Shapes[term], table.Columns[term].Values);
            for (var row = 0; row < logOdds.Length; row++)
            {
                logOdds[row] += shape.Values[shape.Bins.BinOf(values[row])];
            }

            return;
        }

        var pair = Pairs[term - Shapes.Count];
        for (var row = 0; row < logOdds.Length; row++)
        {
            logOdds[row] += pair.Values[Cell(pair, table, row)];
        }
    }

    private static int Cell(PairTerm pair, FeatureTable table, int row) =>
        (pair.FirstBins.BinOf(table.Columns[pair.First].Values[row]) * pair.SecondBins.Count)
        + pair.SecondBins.BinOf(table.Columns[pair.Second].Values[row]);
}
