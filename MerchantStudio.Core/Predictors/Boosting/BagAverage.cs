namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>Puts the bags together: means, deviations, and terms centred on the training rows.</summary>
internal static class BagAverage
{
    public static BoostingModel Of(List<Bag> bags, BinnedTable table, (int First, int Second)[] pairs, (int Shapes, int Pairs) rounds)
    {
        var intercept = bags.Average(bag => bag.Intercept);
        var shapes = new List<ShapeTerm>();
        for (var feature = 0; feature < table.Bins.Length; feature++)
        {
            var rows = Count(table.Codes[feature], table.Bins[feature].Count);
            var (values, deviations, centre, importance) = Average([.. bags.Select(bag => bag.BestShapes[feature])], rows);
            intercept += centre;
            shapes.Add(new ShapeTerm { Bins = table.Bins[feature], Values = values, Deviations = deviations, Rows = rows, Importance = importance });
        }

        var pairTerms = new List<PairTerm>();
        for (var i = 0; i < pairs.Length; i++)
        {
            intercept += AddPair(bags, table, pairs[i], i, pairTerms);
        }

        return new BoostingModel { Intercept = intercept, Shapes = shapes, Pairs = pairTerms, Rounds = rounds };
    }

    private static double AddPair(List<Bag> bags, BinnedTable table, (int First, int Second) pair, int index, List<PairTerm> terms)
    {
        var (firstBins, secondBins) = (table.PairBins[pair.First], table.PairBins[pair.Second]);
        var rows = new int[firstBins.Count * secondBins.Count];
        for (var row = 0; row < table.RowCount; row++)
        {
            rows[(table.PairCodes[pair.First][row] * secondBins.Count) + table.PairCodes[pair.Second][row]]++;
        }

        var (values, deviations, centre, importance) = Average([.. bags.Select(bag => bag.BestGrids[index])], rows);
        terms.Add(new PairTerm
        {
            First = pair.First,
            Second = pair.Second,
            FirstBins = firstBins,
            SecondBins = secondBins,
            Values = values,
            Deviations = deviations,
            Rows = rows,
            Importance = importance,
        });
        return centre;
    }

    private static (double[] Values, double[] Deviations, double Centre, double Importance) Average(double[][] perBag, int[] rows)
    {
        var (values, deviations, total) = (new double[rows.Length], new double[rows.Length], rows.Sum());
        for (var bin = 0; bin < rows.Length; bin++)
        {
            values[bin] = perBag.Average(bag => bag[bin]);
            deviations[bin] = Math.Sqrt(perBag.Average(bag => (bag[bin] - values[bin]) * (bag[bin] - values[bin])));
        }

        var centre = Enumerable.Range(0, rows.Length).Sum(bin => rows[bin] * values[bin]) / total;
        for (var bin = 0; bin < rows.Length; bin++)
        {
            values[bin] -= centre;
        }

        return (values, deviations, centre, Enumerable.Range(0, rows.Length).Sum(bin => rows[bin] * Math.Abs(values[bin])) / total);
    }

    private static int[] Count(byte[] codes, int bins)
    {
        var counts = new int[bins];
        foreach (var code in codes)
        {
            counts[code]++;
        }

        return counts;
    }
}
