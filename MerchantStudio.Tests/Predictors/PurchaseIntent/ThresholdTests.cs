using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.PurchaseIntent;

public sealed class ThresholdTests
{
    private static readonly Gen<(bool Bought, double Chance)[]> s_moments =
        Gen.Choose(0, 40).Select(step => step / 40.0).SelectMany(chance => Gen.Elements(true, false).Select(bought => (bought, chance))).ArrayOf().Where(moments => moments.Length > 0);

    [Fact]
    public void Thresholds_AnyMoments_CountWhoReachesThem() => Prop.ForAll(s_moments.ToArbitrary(), moments =>
    {
        var points = IntentMapping.Thresholds([.. moments.Select(moment => moment.Bought)], [.. moments.Select(moment => moment.Chance)]);

        foreach (var point in points)
        {
            point.TruePositives.ShouldBe(moments.Count(moment => moment.Bought && moment.Chance >= point.Threshold - 1e-9));
            point.FalsePositives.ShouldBe(moments.Count(moment => !moment.Bought && moment.Chance >= point.Threshold - 1e-9));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Roc_AnyMoments_HasTheAreaOfTheAuc() => Prop.ForAll(s_moments.ToArbitrary(), moments =>
    {
        bool[] bought = [.. moments.Select(moment => moment.Bought)];
        double[] chances = [.. moments.Select(moment => moment.Chance)];
        var roc = IntentMapping.Roc(bought, chances);

        roc[0].ShouldBe([0.0, 0.0]);
        if (bought.Distinct().Count() == 2)
        {
            roc.Zip(roc.Skip(1), (a, b) => (b[0] - a[0]) * (a[1] + b[1]) / 2).Sum().ShouldBe(Auc.Of(bought, chances), 1e-9);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Figures_FourMoments_AreWhatTheFormulasSay()
    {
        // Ten moments, four of them bought; three caught, two false alarms.
        var figures = new ThresholdFigures(new ThresholdPoint(0.4, 3, 2), 10, 4);

        figures.Precision.ShouldBe(0.6);
        figures.Recall.ShouldBe(0.75);
        figures.Accuracy.ShouldBe(0.7);
        figures.F1!.Value.ShouldBe(2 * 0.6 * 0.75 / (0.6 + 0.75), 1e-12);
        figures.Net(valueOfHit: 10, costOfAlarm: 1).ShouldBe(28);
        new ThresholdFigures(new ThresholdPoint(1, 0, 0), 10, 4).Precision.ShouldBeNull();
    }
}
