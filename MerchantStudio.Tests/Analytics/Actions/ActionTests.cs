using MerchantStudio.Core.Analytics.Actions;

namespace MerchantStudio.Tests.Analytics.Actions;

public sealed class ActionTests
{
    [Fact]
    public void Holdout_TenPerCent_TakesAboutATenthAndAlwaysTheSame()
    {
        var keys = Enumerable.Range(0, 20_000).Select(i => $"customer-{i}").ToArray();

        var heldOut = keys.Count(key => HoldoutAssignment.IsHeldOut(key, 42, 0.1));

        heldOut.ShouldBeInRange(1_870, 2_130);
        keys.ShouldAllBe(key => HoldoutAssignment.IsHeldOut(key, 42, 0.1) == HoldoutAssignment.IsHeldOut(key, 42, 0.1));
    }

    [Fact]
    public void Holdout_AnotherAction_HoldsOutOthers()
    {
        var keys = Enumerable.Range(0, 20_000).Select(i => $"customer-{i}").ToArray();

        // Independent tenths share about a hundredth of all.
        keys.Count(key => HoldoutAssignment.IsHeldOut(key, 1, 0.1) && HoldoutAssignment.IsHeldOut(key, 2, 0.1)).ShouldBeInRange(140, 270);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    public void Holdout_AllOrNothing_KeepsToIt(double share, int expected) =>
        Enumerable.Range(0, 100).Count(i => HoldoutAssignment.IsHeldOut($"{i}", 7, share)).ShouldBe(expected);

    /// <summary>Newcombe 1998, table II, method 10: 56/70 against 48/80 has the interval 0.0524 to 0.3339.</summary>
    [Fact]
    public void Lift_PublishedExample_HasItsInterval()
    {
        var lift = ActionLift.Compare(new ActionArm(70, 56, 0, 0), new ActionArm(80, 48, 0, 0), isOver: true);

        lift.PurchaseRate.Value.ShouldBe(0.2, 1e-12);
        lift.PurchaseRate.Low.ShouldBe(0.0524, 5e-5);
        lift.PurchaseRate.High.ShouldBe(0.3339, 5e-5);
        lift.Verdict.ShouldBe(ActionVerdict.Helped);
    }

    [Fact]
    public void Lift_SpendOfTwoSmallArms_IsWelchsInterval()
    {
        var lift = ActionLift.Compare(ActionArm.Of([10, 20, 30]), ActionArm.Of([5, 5, 20]), isOver: true);

        // Means 20 and 10; variances 100 and 75; standard error √(100/3 + 75/3).
        lift.MeanSpend.ShouldNotBeNull().Value.ShouldBe(10, 1e-12);
        lift.MeanSpend.Low.ShouldBe(10 - (1.959964 * Math.Sqrt(175 / 3.0)), 1e-4);
        lift.Verdict.ShouldBe(ActionVerdict.TooEarly);
    }

    [Fact]
    public void Lift_TimeNotOver_IsTooEarlyWhateverTheFigures() =>
        ActionLift.Compare(new ActionArm(500, 400, 0, 0), new ActionArm(500, 10, 0, 0), isOver: false).Verdict.ShouldBe(ActionVerdict.TooEarly);

    [Fact]
    public void Lift_NobodyInAnArm_StaysFinite()
    {
        var lift = ActionLift.Compare(new ActionArm(10, 3, 50, 900), new ActionArm(0, 0, 0, 0), isOver: true);

        double.IsFinite(lift.PurchaseRate.Low + lift.PurchaseRate.High).ShouldBeTrue();
        lift.MeanSpend.ShouldBeNull();
        lift.Verdict.ShouldBe(ActionVerdict.TooEarly);
    }

    [Fact]
    public void Lift_ActionThatDoesNothing_IsCalledAnEffectFiveTimesInAHundred()
    {
        const int simulations = 4_000;
        var random = new Random(11);
        var called = 0;
        for (var i = 0; i < simulations; i++)
        {
            var lift = ActionLift.Compare(Draw(random, 1_800), Draw(random, 200), isOver: true);
            called += lift.Verdict is ActionVerdict.Helped or ActionVerdict.Harmed ? 1 : 0;
        }

        // Three standard errors of 4,000 draws are one point.
        (called / (double)simulations).ShouldBeInRange(0.035, 0.062);
    }

    private static ActionArm Draw(Random random, int customers) =>
        new(customers, Enumerable.Range(0, customers).Count(_ => random.NextDouble() < 0.22), 0, 0);
}
