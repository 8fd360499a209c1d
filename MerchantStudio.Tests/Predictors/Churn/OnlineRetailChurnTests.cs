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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [Trait("Category", "Slow")]
    public void CrossValidate_NinetyDaysBeforeTheEnd_IsBetterThanThePeersWhateverTheFolds(ulong seed)
    {
        var options = s_options with { Boosting = s_options.Boosting with { Seed = seed } };
        var log = OnlineRetail.Read();
        var sample = ChurnSample.At(log, Cutoff(log), s_options, ChurnFeatures.All, TestContext.Current.CancellationToken);

        var evaluation = ChurnProtocols.CrossValidate(sample, options, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"seed {seed}: AUC {evaluation.Model.Auc.Value:F5}, Brier {evaluation.Model.Brier.Value:F5}, ECE {evaluation.Model.ExpectedCalibrationError:F4}, logistic {evaluation.Logistic.Auc.Value:F5}"));
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

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"AUC {evaluation.Model.Auc.Value:F5}, Brier {evaluation.Model.Brier.Value:F5}, ECE {evaluation.Model.ExpectedCalibrationError:F4}; logistic {evaluation.Logistic.Auc.Value:F5}, {evaluation.Logistic.Brier.Value:F5}, {evaluation.Logistic.ExpectedCalibrationError:F4}"));
        evaluation.Model.Rows.ShouldBe(2_786);
        evaluation.Model.Auc.Value.ShouldBeGreaterThan(evaluation.Logistic.Auc.Value);
        evaluation.Model.Brier.Value.ShouldBeLessThan(evaluation.Logistic.Brier.Value);
    }

    private static long Cutoff(Core.Predictors.PurchaseLog log) => log.Seconds.Max() - (s_options.HorizonDays * 86_400L);
}
