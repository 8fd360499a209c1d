using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Tests.Predictors.Churn;

public sealed class ChurnTests
{
    private const long Cutoff = 300L * PurchaseLogBuilder.SecondsPerDay;
    private static readonly ChurnOptions s_options = new() { Boosting = new BoostingOptions { Repeats = 1, LearningRate = 0.05 } };

    [Fact]
    public void Sample_CustomersWithoutAPurchaseInTheActiveDays_AreLeftOut()
    {
        var log = new PurchaseLogBuilder().Buy(0, 10, 100).Buy(1, 250, 100).Buy(1, 320, 100).Buy(2, 200, 100).Return(2, 310, 100).Buy(3, 305, 100).Build();

        var sample = ChurnSample.At(log, Cutoff, s_options, ChurnFeatures.All, TestContext.Current.CancellationToken);

        // 0 is long gone, 3 comes after the cut-off; a return is no purchase, so 2 has left.
        sample.Customers.ShouldBe([2, 1]);
        sample.Left.ShouldBe([true, false]);
    }

    [Fact]
    public void Features_OddCustomers_AreNeverInfinite()
    {
        var log = new PurchaseLogBuilder()
            .Buy(0, 299, 0).Buy(1, 280, -500).Return(1, 281, 9_000).Buy(2, 200, 100).Buy(2, 200, 100)
            .Buy(3, 150, 1_000_000_000).Buy(3, 290, 1_000_000_000).Buy(4, 299, 100).Return(4, 299, 100).Build();

        var sample = ChurnSample.At(log, Cutoff, s_options, ChurnFeatures.All, TestContext.Current.CancellationToken);

        sample.Features.RowCount.ShouldBe(5);
        sample.Features.Columns.ShouldAllBe(column => column.Values.All(value => !double.IsInfinity(value)));
    }

    [Fact]
    public void LeakGuard_OurFeatures_AllComeFromBeforeTheCutoff() =>
        LeakGuard.FindLeaks(ChurnShop.Draw(300, seed: 1), Cutoff, s_options, ChurnFeatures.All, TestContext.Current.CancellationToken).ShouldBeEmpty();

    [Fact]
    public void LeakGuard_PlantedFeatureFromTheFuture_IsNamed()
    {
        var log = ChurnShop.Draw(300, seed: 1);
        var planted = new ChurnFeature("orders-to-come", Monotone.Free, c => LinesAfter(c.View, c.Customer));

        Should.Throw<InvalidOperationException>(() =>
            LeakGuard.Check(log, Cutoff, s_options, [.. ChurnFeatures.All, planted], TestContext.Current.CancellationToken)).Message.ShouldContain("orders-to-come");
    }

    private static double LinesAfter(CutoffView view, int customer) =>
        Enumerable.Range(view.Log.Offsets[customer], view.Log.Offsets[customer + 1] - view.Log.Offsets[customer])
            .Count(line => view.Log.Seconds[line] >= view.CutoffSeconds);

    [Fact]
    public void CrossValidate_ShuffledLabels_SaysNoSkill()
    {
        var sample = ChurnSample.At(ChurnShop.Draw(500, seed: 2), Cutoff, s_options, ChurnFeatures.All, TestContext.Current.CancellationToken);
        var shuffled = sample.Left.ToArray();
        new Random(3).Shuffle(shuffled);

        var evaluation = ChurnProtocols.CrossValidate(sample with { Left = shuffled }, s_options, TestContext.Current.CancellationToken);

        evaluation.Model.HasSkill.ShouldBeFalse();
    }

    [Fact]
    public void Rolling_CustomersWhoReallyDiffer_TrainsOnThePastAndHasSkill()
    {
        var log = ChurnShop.Draw(500, seed: 4);

        var evaluation = ChurnProtocols.Rolling(log, Cutoff, s_options, ChurnFeatures.All, TestContext.Current.CancellationToken);

        evaluation.Model.HasSkill.ShouldBeTrue();
        evaluation.TrainingCutoffsUtc.ShouldAllBe(cutoff => cutoff.AddDays(s_options.HorizonDays) <= evaluation.CutoffUtc);
    }

    [Fact]
    public void StratifiedFolds_AnyLabels_DealBothClassesEvenly()
    {
        bool[] labels = [.. Enumerable.Range(0, 103).Select(i => i % 4 == 0)];

        var folds = ChurnProtocols.StratifiedFolds(labels, 5, seed: 1);

        foreach (var label in (bool[])[false, true])
        {
            var sizes = Enumerable.Range(0, 5).Select(fold => folds.Where((f, i) => f == fold && labels[i] == label).Count()).ToArray();
            (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
        }
    }
}
