using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.Boosting;

public sealed class LinearStartTests
{
    [Fact]
    public void Fit_FreeDirectionsAndABinPerValue_EqualsPlainLogisticRegression()
    {
        // Few distinct values, so that a bin's mean is the value itself.
        var random = new Random(1);
        var columns = new[] { Draw(random), Draw(random), Draw(random) };
        var labels = Enumerable.Range(0, columns[0].Length).Select(row => random.NextDouble() < 1 / (1 + Math.Exp(-(columns[0][row] - (0.5 * columns[1][row]))))).ToArray();
        var table = Table(columns, Monotone.Free);

        var predicted = Predict(table, labels, penalty: 1);

        var plain = LogisticRegression.Fit(table, labels, TestContext.Current.CancellationToken).Predict(table);
        for (var row = 0; row < labels.Length; row++)
        {
            (1 / (1 + Math.Exp(-predicted[row]))).ShouldBe(plain[row], 1e-3);
        }
    }

    [Theory]
    [InlineData(Monotone.Rising)]
    [InlineData(Monotone.Falling)]
    public void Fit_FeatureAgainstItsDirection_GetsNoSlope(Monotone direction)
    {
        var random = new Random(2);
        var column = Draw(random);
        var sign = direction == Monotone.Rising ? -1 : 1;
        var labels = column.Select(value => random.NextDouble() < 1 / (1 + Math.Exp(-2 * sign * value))).ToArray();

        var predicted = Predict(Table([column], direction), labels, penalty: 1);

        predicted.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Train_AdditiveTruth_TakesNoPairs()
    {
        var data = SyntheticRows.Additive(rows: 4_000, seed: 3);

        var model = BoostingTrainer.Train(
            data.Table, data.Labels, [.. Enumerable.Range(0, 4_000)], new BoostingOptions { LearningRate = 0.1, Repeats = 2 }, TestContext.Current.CancellationToken).Model;

        model.Pairs.ShouldBeEmpty();
    }

    private static double[] Predict(FeatureTable table, bool[] labels, double penalty)
    {
        var binned = new BinnedTable(table, new BoostingOptions { MaxBins = 100 });
        var rows = new BagRows(binned, Array.ConvertAll(labels, label => label ? 1f : 0f), [.. Enumerable.Range(0, labels.Length)]);
        var (shapes, intercept) = LinearStart.Fit(rows, binned, rows.Labels, penalty);
        return [.. Enumerable.Range(0, labels.Length).Select(row => intercept + shapes.Select((shape, feature) => shape[binned.Codes[feature][row]]).Sum())];
    }

    private static double[] Draw(Random random) => [.. Enumerable.Range(0, 800).Select(_ => random.Next(-4, 5) / 2.0)];

    private static FeatureTable Table(double[][] columns, Monotone direction) =>
        new([.. columns.Select((values, i) => new FeatureColumn($"x{i}", direction, values))], columns[0].Length);
}
