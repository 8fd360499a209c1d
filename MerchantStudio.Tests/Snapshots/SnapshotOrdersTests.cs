using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Snapshots;

public sealed class SnapshotOrdersTests
{
    private const long Minute = 60_000;

    [Fact]
    public void Write_PurchaseEventsOfARecordedOrder_AreCountedOnce()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        builder.Add(new SnapshotOrder("o1") { CustomerKey = "c", Time = 5 });
        builder.Add(new SnapshotRow { CustomerKey = "c", ItemKey = "p", OrderKey = "o1", AmountMinor = 100, Time = 5 });
        builder.Add(new SnapshotRow { CustomerKey = "c", ItemKey = "p", OrderKey = "o1", AmountMinor = 100, Time = 6, IsEvent = true });
        builder.Add(new SnapshotRow { CustomerKey = "c", ItemKey = "p", OrderKey = "o2", AmountMinor = 70, Time = 7, IsEvent = true });
        using var file = new SnapshotFile(builder);
        file.Snapshot.RowAmount.ToArray().ShouldBe([100, 70]);
        file.Snapshot.Orders.Count.ShouldBe(2);
    }

    [Fact]
    public void Write_LinesOfACancelledOrder_AreLeftOutAndTheOrderIsKept()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        builder.Add(new SnapshotOrder("o1") { CustomerKey = "c", Time = 5, Status = OrderStatus.Cancelled });
        builder.Add(new SnapshotRow { CustomerKey = "c", ItemKey = "p", OrderKey = "o1", AmountMinor = 100, Time = 5 });
        using var file = new SnapshotFile(builder);
        file.Snapshot.RowCount.ShouldBe(0);
        file.Snapshot.Orders.Status.ToArray().ShouldBe([OrderStatus.Cancelled]);
        file.Snapshot.Customers.Find("c").ShouldBe(0);
    }

    [Fact]
    public void Write_AnOrderOfReturnsOnly_IsAReturn()
    {
        using var file = SnapshotFile.Of(
            new SnapshotRow { OrderKey = "a", Kind = InteractionKind.Refund, AmountMinor = -5 },
            new SnapshotRow { OrderKey = "b", Kind = InteractionKind.Purchase, AmountMinor = 9 },
            new SnapshotRow { OrderKey = "b", Kind = InteractionKind.Refund, AmountMinor = -5 });
        file.Snapshot.Orders.Flags.ToArray().ShouldBe([OrderFlags.Return, OrderFlags.None]);
    }

    [Fact]
    public void Write_PurchaseEventsWithoutAnOrder_MakeOneOrderPerSession()
    {
        using var file = SnapshotFile.Of(
            Purchase(0), Purchase(10), Purchase(100), new SnapshotRow { CustomerKey = "d", Time = 0 });
        file.Snapshot.RowOrder.ToArray().ShouldBe([0, 0, 1, 2]);
        file.Snapshot.RowSession.ToArray().ShouldBe([0, 0, 1, -1]);
        file.Snapshot.Orders.Flags.ToArray().ShouldAllBe(flags => flags == OrderFlags.FromEvents);
    }

    [Fact]
    public void Write_ALineDuringASession_JoinsItWithoutProlongingIt()
    {
        using var file = SnapshotFile.Of(
            new SnapshotRow { CustomerKey = "c", Kind = InteractionKind.ViewItem, IsEvent = true, Time = 0 },
            new SnapshotRow { CustomerKey = "c", OrderKey = "o", Time = 20 * Minute },
            new SnapshotRow { CustomerKey = "c", OrderKey = "o2", Time = 40 * Minute },
            new SnapshotRow { CustomerKey = "c", Kind = InteractionKind.ViewItem, IsEvent = true, Time = 45 * Minute });
        file.Snapshot.RowSession.ToArray().ShouldBe([0, 0, -1, 1]);
    }

    private static SnapshotRow Purchase(long minute) =>
        new() { CustomerKey = "c", ItemKey = "p", IsEvent = true, Time = minute * Minute, AmountMinor = 1 };
}
