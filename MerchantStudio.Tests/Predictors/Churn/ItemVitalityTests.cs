using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Tests.Predictors.Churn;

public sealed class ItemVitalityTests
{
    private const long Cutoff = 300L * PurchaseLogBuilder.SecondsPerDay;
    private static readonly ChurnOptions s_options = new() { HorizonDays = 90, ActiveDays = 180 };

    [Fact]
    public void AmongOthers_ThreeBuyers_CountsThoseWhoAreStillThereWithoutOneself()
    {
        // 0 and 1 bought product 5 and are still there, 2 bought it and is silent; 3 bought it long ago, 4 only afterwards.
        var log = new PurchaseLogBuilder()
            .Buy(0, 290, 100, item: 5).Buy(1, 200, 100, item: 5).Buy(1, 280, 100, item: 6).Buy(2, 200, 100, item: 5)
            .Buy(3, 10, 100, item: 5).Buy(3, 295, 100, item: 7).Buy(4, 310, 100, item: 5).Build();

        var vitality = ItemVitality.Before(log, Cutoff, s_options);

        vitality.AmongOthers(5, ownBought: false, ownStillThere: true).ShouldBe((2 + 5) / 13.0, 1e-12);
        vitality.AmongOthers(5, ownBought: true, ownStillThere: true).ShouldBe((1 + 5) / 12.0, 1e-12);
        vitality.AmongOthers(5, ownBought: true, ownStillThere: false).ShouldBe((2 + 5) / 12.0, 1e-12);
        vitality.AmongOthers(0, ownBought: false, ownStillThere: false).ShouldBe(double.NaN);
    }
}
