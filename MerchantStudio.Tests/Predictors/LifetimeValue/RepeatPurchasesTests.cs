using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

public sealed class RepeatPurchasesTests
{
    [Fact]
    public void FromLog_SeveralLinesOfOneDay_AreOnePurchase()
    {
        var log = new PurchaseLogBuilder().Buy(0, 10, 100).Buy(0, 24, 300).Buy(0, 24, 500).Buy(0, 38, 400).Build();

        var data = RepeatPurchases.FromLog(log, endDay: 53);

        data.Frequency.ShouldBe([2]);
        data.Recency.ShouldBe([4.0]);
        data.Age.ShouldBe([6.0]);
        data.MeanSpend.ShouldBe([6.0]);
    }

    [Fact]
    public void FromLog_OrdersAtOrAfterTheEnd_AreNotSeen()
    {
        var log = new PurchaseLogBuilder().Buy(0, 10, 100).Buy(0, 20, 100).Buy(1, 20, 100).Build();

        var data = RepeatPurchases.FromLog(log, endDay: 20);

        data.Customer.ShouldBe([0]);
        data.Frequency.ShouldBe([0]);
    }

    [Fact]
    public void FromLog_CustomerWithReturnsOnly_IsLeftOut()
    {
        var log = new PurchaseLogBuilder().Return(0, 10, 100).Buy(1, 11, 100).Return(1, 15, 100).Build();

        var data = RepeatPurchases.FromLog(log, endDay: 20);

        data.Customer.ShouldBe([1]);
        data.Frequency.ShouldBe([0]);
    }

    [Fact]
    public void Readiness_TooFewReturningCustomers_SaysHowManyAreMissing()
    {
        var log = new PurchaseLogBuilder().Buy(0, 0, 100).Buy(0, 80, 100).Buy(1, 3, 100).Build();

        var readiness = LifetimeValueReadiness.Of(RepeatPurchases.FromLog(log, endDay: 100), new LifetimeValueOptions { MinimumRepeatCustomers = 38 });

        readiness.IsReady.ShouldBeFalse();
        readiness.MissingRepeatCustomers.ShouldBe(37);
        readiness.MissingWeeks.ShouldBe(0);
    }
}
