using MerchantStudio.Core.Analytics.Actions;

namespace MerchantStudio.Tests.Analytics.Actions;

public sealed class ActionPowerTests
{
    // (1.959964 + 0.841621)² × (0.3·0.7/0.5 + 0.2·0.8/0.5) / 0.1² = 7.848880 × 0.74 / 0.01 = 580.82
    [Fact]
    public void CustomersNeeded_ThirtyAgainstTwentyPerCentHalfHeldOut_IsTheHandComputedNumber() =>
        ActionPower.CustomersNeeded(0.3, 0.2, 0.5).ShouldBe(581);

    // 2.801585 × √(0.25 × (1/900 + 1/100)) = 2.801585 × 0.0527046 = 0.147657
    [Fact]
    public void SmallestDifference_HalfBuyAnywayOfAThousand_IsTheHandComputedNumber() =>
        ActionPower.SmallestDifference(0.5, 900, 100).ShouldNotBeNull().ShouldBe(0.147657, 1e-6);

    [Fact]
    public void CustomersNeeded_OfTheSmallestDifference_IsAboutTheListItself()
    {
        var difference = ActionPower.SmallestDifference(0.2, 9_000, 1_000).ShouldNotBeNull();

        ActionPower.CustomersNeeded(0.2 + difference, 0.2, 0.1).ShouldNotBeNull().ShouldBeInRange(9_900, 10_600);
    }

    [Theory]
    [InlineData(0.3, 0.3, 0.1)]
    [InlineData(0.3, 0.2, 0)]
    [InlineData(0.3, 0.2, 1)]
    public void CustomersNeeded_NoDifferenceOrNoHoldout_SaysNothing(double treated, double heldOut, double share) =>
        ActionPower.CustomersNeeded(treated, heldOut, share).ShouldBeNull();

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(1, 10, 10)]
    [InlineData(0.5, 0, 10)]
    [InlineData(0.5, 10, 0)]
    public void SmallestDifference_NothingToTellItBy_SaysNothing(double rate, int treated, int heldOut) =>
        ActionPower.SmallestDifference(rate, treated, heldOut).ShouldBeNull();
}
