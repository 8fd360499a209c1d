using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.Boosting;

public sealed class BoostingTests
{
    private static readonly BoostingOptions s_quick = new() { LearningRate = 0.1, MaxRounds = 120, Repeats = 1, Patience = 30 };

    [Fact]
    public void Train_AdditiveTruth_RecoversTheShapes()
    {
        var data = SyntheticRows.Additive(rows: 12_000, seed: 1);

        var model = Train(data, s_quick with { MaxPairs = 0 }).Model;

        foreach (var x in (double[])[-1.5, -0.5, 0.5, 1.5])
        {
            Contribution(model, 0, x).ShouldBe(SyntheticRows.Rising(x), 0.3, $"rising at {x}");
            Contribution(model, 1, x).ShouldBe(SyntheticRows.Bump(x), 0.35, $"bump at {x}");
            Contribution(model, 2, x).ShouldBe(0, 0.15, $"noise at {x}");
        }
    }

    [Fact]
    public void Train_PairTruth_FindsThePairAndGainsFromIt()
    {
        var data = SyntheticRows.Crossed(rows: 6_000, seed: 2);

        var alone = Train(data, s_quick with { MaxPairs = 0 });
        var paired = Train(data, s_quick with { MaxPairs = 1 });

        (paired.Model.Pairs[0].First, paired.Model.Pairs[0].Second).ShouldBe((0, 1));
        Auc.Of(data.Labels, paired.LeftOutLogOdds).ShouldBeGreaterThan(Auc.Of(data.Labels, alone.LeftOutLogOdds) + 0.1);
    }

    [Fact]
    public void Explain_EveryRow_TermsSumToThePredictionExactly()
    {
        var data = SyntheticRows.Crossed(rows: 1_500, seed: 3);
        var model = Train(data, s_quick with { MaxPairs = 2 }).Model;
        var predicted = model.Predict(data.Table);

        for (var row = 0; row < data.Table.RowCount; row++)
        {
            var sum = model.Intercept;
            foreach (var contribution in model.Explain(data.Table, row))
            {
                sum += contribution;
            }

            sum.ShouldBe(predicted[row]);
        }
    }

    [Fact]
    public void Train_SameSeed_GivesTheSameModelBitByBit()
    {
        var data = SyntheticRows.Additive(rows: 1_200, seed: 4);

        var (first, second) = (Train(data, s_quick), Train(data, s_quick));

        second.Model.Predict(data.Table).ShouldBe(first.Model.Predict(data.Table));
        second.LeftOutLogOdds.ShouldBe(first.LeftOutLogOdds);
        Train(data, s_quick with { Seed = 2 }).LeftOutLogOdds.ShouldNotBe(first.LeftOutLogOdds);
    }

    [Theory]
    [InlineData(Monotone.Rising)]
    [InlineData(Monotone.Falling)]
    public void Train_MonotoneFeature_PredictionNeverTurns(Monotone direction)
    {
        var data = SyntheticRows.Additive(rows: 3_000, seed: 5, direction);
        var model = Train(data, s_quick with { MaxPairs = 3 }).Model;

        foreach (var other in (double[])[-1.9, -0.6, 0.1, 1.4, double.NaN])
        {
            var line = Enumerable.Range(-25, 51).Select(i => i / 10.0).ToArray();
            var table = new FeatureTable(
                [.. data.Table.Columns.Select((column, i) => column with { Values = i == 1 ? line : [.. line.Select(_ => other)] })], line.Length);

            model.Predict(table).ShouldBeInOrder(direction == Monotone.Rising ? SortDirection.Ascending : SortDirection.Descending);
        }
    }

    [Fact]
    public void Train_MissingValuesThatMatter_GetABinOfTheirOwn()
    {
        var random = new Random(6);
        var x = Enumerable.Range(0, 3_000).Select(_ => random.Next(4) == 0 ? double.NaN : random.NextDouble()).ToArray();
        var labels = x.Select(value => random.NextDouble() < (double.IsNaN(value) ? 0.8 : 0.3)).ToArray();
        var table = new FeatureTable([new FeatureColumn("x", Monotone.Rising, x)], x.Length);

        var model = BoostingTrainer.Train(table, labels, Rows(x.Length), s_quick, TestContext.Current.CancellationToken).Model;

        (model.Shapes[0].Values[0] - model.Shapes[0].Values[^1]).ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Train_ShuffledLabels_KeepsAlmostNothing()
    {
        var data = SyntheticRows.Additive(rows: 1_500, seed: 7);
        var random = new Random(7);
        var shuffled = data.Labels.ToArray();
        random.Shuffle(shuffled);

        var result = BoostingTrainer.Train(data.Table, shuffled, Rows(1_500), s_quick, TestContext.Current.CancellationToken);

        Auc.Of(shuffled, result.LeftOutLogOdds).ShouldBeInRange(0.4, 0.56);
    }

    [Fact]
    public void Train_GroupsOfRows_NeverSplitAGroup()
    {
        // Each customer has two equal rows with a random label: who had the twin in training would know the label.
        var random = new Random(8);
        var x = Enumerable.Range(0, 400).SelectMany(_ => Enumerable.Repeat(random.NextDouble(), 2)).ToArray();
        var labels = Enumerable.Range(0, 400).SelectMany(_ => Enumerable.Repeat(random.Next(2) == 0, 2)).ToArray();
        var table = new FeatureTable([new FeatureColumn("x", Monotone.Free, x)], 800);
        int[] groups = [.. Enumerable.Range(0, 800).Select(row => row / 2)];

        var result = BoostingTrainer.Train(table, labels, groups, s_quick with { MinRowsPerLeaf = 2, L2 = 0 }, TestContext.Current.CancellationToken);

        Auc.Of(labels, result.LeftOutLogOdds).ShouldBeLessThan(0.6);
    }

    [Fact]
    public void FeatureTable_InfiniteValue_NamesTheColumnAndRow() =>
        Should.Throw<ArgumentException>(() => new FeatureTable([new FeatureColumn("gap", Monotone.Free, [1, double.PositiveInfinity])], 2))
            .Message.ShouldContain("gap is infinite in row 1");

    private static BoostingResult Train(SyntheticRows data, BoostingOptions options) =>
        BoostingTrainer.Train(data.Table, data.Labels, Rows(data.Labels.Length), options, TestContext.Current.CancellationToken);

    private static int[] Rows(int count) => [.. Enumerable.Range(0, count)];

    private static double Contribution(BoostingModel model, int feature, double value) =>
        model.Shapes[feature].Values[model.Shapes[feature].Bins.BinOf(value)];
}
