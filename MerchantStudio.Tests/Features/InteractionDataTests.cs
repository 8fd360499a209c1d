using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Features;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Features;

public sealed class InteractionDataTests
{
    [Fact]
    public void Build_RowsInAnyOrder_GivesEqualData()
    {
        (string Customer, string Item, string Order, int Day)[] rows =
            [("b", "y", "1", 3), ("a", "x", "2", 2), ("a", "y", "3", 1), ("a", "x", "3", 1), ("b", "x", "4", 9)];

        DataFingerprint.Of(Build(rows)).ShouldBe(DataFingerprint.Of(Build([.. rows.Reverse()])));
    }

    [Fact]
    public void Build_ItemTwiceInOneOrder_IsKeptOnceWithItsUnitsAdded()
    {
        var data = new InteractionDataBuilder().Add("c", "i", "o", 10, 2).Add("c", "i", "o", 9, 3).Build();

        data.Count.ShouldBe(1);
        data.Quantities[0].ShouldBe(5);
        data.UtcTicks[0].ShouldBe(9);
    }

    [Fact]
    public void HistoryOf_ThreeBaskets_CountsStepsBackFromTheLatest()
    {
        var data = Build([("a", "x", "1", 1), ("a", "y", "1", 1), ("a", "x", "2", 2), ("a", "z", "3", 5)]);

        data.HistoryOf(0).Entries.ToArray().Select(entry => (data.ItemIds[entry.Item], entry.StepsBack))
            .ShouldBe([("x", 2), ("y", 2), ("x", 1), ("z", 0)]);
        data.HistoryOf(0, skipLast: 1).Entries.ToArray().Select(entry => entry.StepsBack).ShouldBe([1, 1, 0]);
        data.BasketCountOf(0).ShouldBe(3);
    }

    [Fact]
    public void ToMatrix_RepeatedPurchases_CountsBaskets()
    {
        var data = Build([("a", "x", "1", 1), ("a", "x", "2", 2), ("a", "y", "2", 2)]);

        data.ToMatrix(count => count * 10)[0, 0].ShouldBe(20);
        data.CustomersPerItem().ShouldBe([1, 1]);
    }

    [Fact]
    public void History_StepsThatRise_AreRefused() =>
        Should.Throw<ArgumentException>(() => new History([new HistoryEntry(1, 0), new HistoryEntry(2, 1)])).Message.ShouldContain("Entry 1");

    [Fact]
    public void Without_AnItem_LeavesTheOthersWhereTheyWere() =>
        History.FromItems(4, 5, 4, 6).Without(4).Entries.ToArray().ShouldBe([new HistoryEntry(5, 2), new HistoryEntry(6, 0)]);

    [Fact]
    public void InPopularityOrder_AnyData_NumbersByCustomersThenById()
    {
        var data = Build([("a", "x", "1", 1), ("a", "y", "1", 1), ("b", "y", "2", 2), ("b", "w", "2", 2)]).InPopularityOrder();

        data.ItemIds.Ids.ShouldBe(["y", "w", "x"]);
        data.CustomersPerItem().ShouldBe([2, 1, 1]);
    }

    [Fact]
    public void TimeSplit_AnyBorder_LosesNothingAndNeverLearnsFromLater() => Prop.ForAll<byte>(border =>
    {
        var data = PlantedShop.Build(customers: 20, basketsEach: 6, seed: border);
        var at = PlantedShop.Day(border % 8);
        var split = TimeSplit.Split(data, at);
        var later = data.UtcTicks.ToArray().Count(time => time >= at);
        return split.Train.Count + later == data.Count
            && split.Train.UtcTicks.ToArray().All(time => time < at)
            && split.HeldOut.All(held => held.History.Entries.ToArray().All(entry => entry.UtcTicks < at))
            && split.HeldOut.All(held => held.Relevant.Length > 0 && held.Relevant.SequenceEqual(held.Relevant.Distinct().Order()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TimeSplit_ItemsAndCustomersOfLaterOnly_AreCountedAndNotScored()
    {
        var data = Build([("a", "x", "1", 1), ("a", "x", "2", 5), ("a", "new", "2", 5), ("b", "x", "3", 5)]);

        var split = TimeSplit.Split(data, PlantedShop.Day(3));

        split.ColdPurchases.ShouldBe(1);
        split.UnknownCustomers.ShouldBe(1);
        split.HeldOut.ShouldHaveSingleItem().Relevant.ShouldBe([0]);
    }

    [Fact]
    public void LeaveLastOut_ValidationAndTest_HoldOutTheLastTwo()
    {
        var data = Build([("a", "v", "1", 1), ("a", "w", "2", 2), ("a", "x", "3", 3), ("a", "y", "4", 4)]);

        var validation = LeaveLastOut.Split(data, held: 2, fitTo: 2);
        var test = LeaveLastOut.Split(data, held: 1, fitTo: 2);

        validation.Train.Count.ShouldBe(2);
        validation.HeldOut[0].Relevant.ShouldBe([2]);
        validation.HeldOut[0].History.Count.ShouldBe(2);
        test.Train.Count.ShouldBe(2);
        test.HeldOut[0].Relevant.ShouldBe([3]);
        test.HeldOut[0].History.DistinctItems().ShouldBe([0, 1, 2]);
    }

    private static InteractionData Build((string Customer, string Item, string Order, int Day)[] rows)
    {
        var builder = new InteractionDataBuilder();
        foreach (var (customer, item, order, day) in rows)
        {
            builder.Add(customer, item, order, PlantedShop.Day(day));
        }

        return builder.Build();
    }
}
