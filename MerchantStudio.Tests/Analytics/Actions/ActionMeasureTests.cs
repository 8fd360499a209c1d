using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics.Actions;

public sealed class ActionMeasureTests
{
    private static readonly DateTime s_sent = new(2011, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_now = new(2012, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Measure_TwoArms_EqualsTheHandComputedRatesAndSpend()
    {
        // Treated: a spends 30, b buys 20 and returns 5, c nothing. Held out: d 10, e nothing.
        using var shop = Shop(
            Buy("a", 1, 3_000), Buy("b", 2, 2_000), Refund("b", 3, -500), Buy("c", -10, 9_900), Buy("d", 29, 1_000), Buy("e", 30, 7_000), Buy("z", 60, 1));

        var result = Measure(shop, Action(days: 30), Treated("a"), Treated("b"), Treated("c"), HeldOut("d"), HeldOut("e"));

        var lift = result.Lift.ShouldNotBeNull();
        (lift.Treated.Buyers, lift.Treated.Spend).ShouldBe((2, 4_500));
        (lift.HeldOut.Buyers, lift.HeldOut.Spend).ShouldBe((1, 1_000));
        lift.PurchaseRate.Value.ShouldBe((2 / 3.0) - 0.5, 1e-12);
        lift.MeanSpend.ShouldNotBeNull().Value.ShouldBe(1_000, 1e-9);
        (result.State, result.Doubt).ShouldBe((ActionState.Finished, ActionDoubt.TooFew));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Measure_RandomShop_EqualsThePlainSumOverItsRows(int seed)
    {
        var random = RandomShop.Of(seed);
        using var shop = random.Open();
        var action = Action(days: 90);
        CustomerActionMember[] members = [Treated("c0"), Treated("c1"), Treated("c2"), HeldOut("c3"), HeldOut("c4"), HeldOut("nobody")];

        var lift = ActionMeasure.Of(shop.Snapshot, action, members, s_now).Lift.ShouldNotBeNull();

        lift.Treated.ShouldBe(Plain(random.Rows, members.Where(member => !member.IsHoldout)));
        lift.HeldOut.ShouldBe(Plain(random.Rows, members.Where(member => member.IsHoldout)));
    }

    [Fact]
    public void Measure_OrdersOfTheFuture_NeitherCountNorFinishTheAction()
    {
        using var shop = Shop(Buy("a", -5, 100), Buy("b", -5, 100), Buy("a", 400, 5_000));

        var result = Measure(shop, Action(days: 500), Treated("a"), HeldOut("b"));

        (result.State, result.Doubt).ShouldBe((ActionState.Running, ActionDoubt.NoLaterOrders));
        result.Lift.ShouldNotBeNull().Treated.Buyers.ShouldBe(0);
        result.LastOrderUtc.ShouldBe(s_sent.AddDays(-5));
    }

    [Fact]
    public void Measure_NoLaterData_SaysSo()
    {
        using var shop = Shop(Buy("a", -5, 100), Buy("b", -3, 100));

        var result = Measure(shop, Action(), Treated("a"), HeldOut("b"));

        (result.State, result.Doubt).ShouldBe((ActionState.Running, ActionDoubt.NoLaterOrders));
        result.Before.PurchaseRate.ShouldBe(1);
        result.CustomersNeeded.ShouldBeNull();
    }

    [Fact]
    public void Measure_DaysNotOver_ShowsFiguresButNoVerdict()
    {
        using var shop = Shop([.. Enumerable.Range(0, 200).SelectMany(i => new[] { Buy($"t{i}", -20, 100), Buy($"h{i}", -20, 100), Buy($"t{i}", 2, 100) })]);
        CustomerActionMember[] members = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { Treated($"t{i}"), HeldOut($"h{i}") })];

        var result = Measure(shop, Action(days: 30), members);

        (result.State, result.Doubt).ShouldBe((ActionState.Measuring, ActionDoubt.DaysNotOver));
        result.Lift.ShouldNotBeNull().PurchaseRate.Value.ShouldBe(1);
        result.Lift.Verdict.ShouldBe(ActionVerdict.TooEarly);
    }

    [Fact]
    public void Measure_NothingHeldOut_CannotTell()
    {
        using var shop = Shop(Buy("a", -5, 100), Buy("b", 50, 100));

        var result = Measure(shop, Action(days: 30) with { HoldoutShare = 0 }, Treated("a"), Treated("b"));

        (result.State, result.Doubt).ShouldBe((ActionState.Finished, ActionDoubt.NothingHeldOut));
        result.SmallestDifference.ShouldBeNull();
    }

    [Fact]
    public void Measure_MembersWhomAnUndoTookAway_CountInNeitherArm()
    {
        using var shop = Shop(Buy("a", 1, 100), Buy("b", 50, 100));

        var result = Measure(shop, Action(days: 30), Treated("a"), Treated("gone"), HeldOut("b"), HeldOut("gone-too"));

        (result.OnList, result.Gone).ShouldBe((4, 2));
        (result.Lift!.Treated.Customers, result.Lift.HeldOut.Customers).ShouldBe((1, 1));
    }

    [Fact]
    public void Measure_EmptyShop_IsSilentAndFinite()
    {
        using var shop = Shop();

        var result = Measure(shop, Action(), Treated("a"), HeldOut("b"));

        (result.Gone, result.Doubt).ShouldBe((2, ActionDoubt.NothingHeldOut));
        result.LastOrderUtc.ShouldBeNull();
    }

    [Fact]
    public void Measure_NotSent_TellsWhatTheListCouldShow()
    {
        using var shop = Shop([.. Enumerable.Range(0, 100).Select(i => Buy($"c{i}", i % 2 == 0 ? -5 : -300, 100))]);

        var result = Measure(shop, Action() with { StartedUtc = null }, [.. Enumerable.Range(0, 100).Select(i => i < 50 ? HeldOut($"c{i}") : Treated($"c{i}"))]);

        result.Doubt.ShouldBe(ActionDoubt.NotSent);
        result.Lift.ShouldBeNull();
        result.Before.PurchaseRate.ShouldBe(0.5);
        result.SmallestDifference.ShouldNotBeNull().ShouldBe(2.801585 * Math.Sqrt(0.25 * (2.0 / 50)), 1e-6);
    }

    private static ActionArm Plain(IEnumerable<SnapshotRow> rows, IEnumerable<CustomerActionMember> members)
    {
        var (from, to) = (new DateTimeOffset(s_sent).ToUnixTimeMilliseconds(), new DateTimeOffset(s_sent.AddDays(90)).ToUnixTimeMilliseconds());
        var inside = rows.Where(row => row.Time >= from && row.Time < to && row.CustomerKey is not null).ToLookup(row => row.CustomerKey!);
        var known = rows.Select(row => row.CustomerKey).OfType<string>().ToHashSet();
        return members.Where(member => known.Contains(member.CustomerKey)).Aggregate(
            new ActionArm(0, 0, 0, 0),
            (arm, member) => arm.With(inside[member.CustomerKey].Any(row => row.Kind == InteractionKind.Purchase), inside[member.CustomerKey].Sum(row => row.AmountMinor)));
    }

    private static ActionResult Measure(SnapshotFile shop, CustomerAction action, params CustomerActionMember[] members) =>
        ActionMeasure.Of(shop.Snapshot, action, members, s_now);

    private static CustomerAction Action(int days = 30) => new()
    {
        Id = 1, ShopId = 1, Name = "a", DefinitionJson = "{}", HoldoutShare = 0.1, Seed = 1, CreatedUtc = s_sent, StartedUtc = s_sent, MeasureDays = days,
    };

    private static CustomerActionMember Treated(string key) => new() { ActionId = 1, CustomerKey = key, IsHoldout = false };

    private static CustomerActionMember HeldOut(string key) => new() { ActionId = 1, CustomerKey = key, IsHoldout = true };

    private static SnapshotFile Shop(params SnapshotRow[] rows) => SnapshotFile.Of(rows);

    private static SnapshotRow Refund(string customer, int day, long amount) => Buy(customer, day, amount) with { Kind = InteractionKind.Refund };

    private static SnapshotRow Buy(string customer, int day, long amount) => new()
    {
        CustomerKey = customer, ItemKey = "p", Kind = InteractionKind.Purchase, AmountMinor = amount, OrderKey = $"{customer}-{day}-{amount}",
        Time = new DateTimeOffset(s_sent.AddDays(day)).ToUnixTimeMilliseconds(),
    };
}
