using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Tests.Predictors.Churn;

public sealed class OnlineRetailChurnTests
{
    private static readonly ChurnOptions s_options = new();

    [Fact]
    public void Sample_NinetyDaysBeforeTheEnd_HasThePeersCustomersAndLeavers()
    {
        var log = OnlineRetail.Read();

        var sample = ChurnSample.At(log, Cutoff(log), s_options, [], TestContext.Current.CancellationToken);

        sample.Customers.Length.ShouldBe(2_786);
        sample.Left.Count(left => left).ShouldBe(1_063);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void CrossValidate_NinetyDaysBeforeTheEnd_IsBetterThanThePeers()
    {
        var log = OnlineRetail.Read();
        var sample = ChurnSample.At(log, Cutoff(log), s_options, ChurnFeatures.All, TestContext.Current.CancellationToken);

        var evaluation = ChurnProtocols.CrossValidate(sample, s_options, TestContext.Current.CancellationToken);

        evaluation.Model.Auc.Value.ShouldBeGreaterThanOrEqualTo(0.755);
        evaluation.Model.Brier.Value.ShouldBeLessThanOrEqualTo(0.193);
        evaluation.Model.ExpectedCalibrationError.ShouldBeLessThanOrEqualTo(0.025);
        evaluation.Model.Auc.Value.ShouldBeGreaterThan(evaluation.Logistic.Auc.Value);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Rolling_TestedOnTheLastCutoff_IsNotBelowLogisticRegression()
    {
        var log = OnlineRetail.Read();

        var evaluation = ChurnProtocols.Rolling(log, Cutoff(log), s_options, ChurnFeatures.All, TestContext.Current.CancellationToken);

        evaluation.Model.Rows.ShouldBe(2_786);
        evaluation.Model.Auc.Value.ShouldBeGreaterThan(evaluation.Logistic.Auc.Value);
        evaluation.Model.Brier.Value.ShouldBeLessThan(evaluation.Logistic.Brier.Value);
    }

    private static long Cutoff(Core.Predictors.PurchaseLog log) => log.Seconds.Max() - (s_options.HorizonDays * 86_400L);
}
