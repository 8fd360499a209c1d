using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Features;

public sealed class SnapshotInteractionsTests
{
    [Fact]
    public void Of_EverythingThatIsNoPaidPurchaseOfAProduct_TrainsNobody()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        builder.Add(new SnapshotItem("postage") { IsProduct = false });
        builder.Add(Line("a", "mug", "1"));
        builder.Add(Line("a", "postage", "1"));
        builder.Add(Line("a", "gift", "1") with { AmountMinor = 0 });
        builder.Add(Line("a", "mug", "2") with { Kind = InteractionKind.Refund, Quantity = -1, AmountMinor = -5 });
        builder.Add(Line("a", "seen", "2") with { Kind = InteractionKind.ViewItem });
        builder.Add(Line(null, "mug", "3"));
        using var file = new SnapshotFile(builder);

        var data = SnapshotInteractions.Of(file.Snapshot, TestContext.Current.CancellationToken);

        data.ItemIds.Ids.ShouldBe(["mug"]);
        data.CustomerIds.Ids.ShouldBe(["a"]);
        data.Count.ShouldBe(1);
    }

    [Fact]
    public void Of_TwoOrders_AreTwoBasketsInTheOrderOfTime()
    {
        using var file = SnapshotFile.Of(
            Line("a", "late", "1") with { Time = 2_000 }, Line("a", "early", "2") with { Time = 1_000 }, Line("a", "also", "1") with { Time = 2_000 });

        var data = SnapshotInteractions.Of(file.Snapshot, TestContext.Current.CancellationToken);

        data.HistoryOf(0).Entries.ToArray().Select(entry => (data.ItemIds[entry.Item], entry.StepsBack))
            .ShouldBe([("early", 1), ("also", 0), ("late", 0)]);
        data.UtcTicks[0].ShouldBe(DateTime.UnixEpoch.AddSeconds(1).Ticks);
    }

    [Fact]
    public void Of_PurchaseEventsWithoutPrices_AreKept()
    {
        using var file = SnapshotFile.Of(
            new SnapshotRow { CustomerKey = "a", ItemKey = "mug", IsEvent = true, Time = 0 },
            new SnapshotRow { CustomerKey = "a", ItemKey = "jug", IsEvent = true, Time = 86_400_000 });

        SnapshotInteractions.Of(file.Snapshot, TestContext.Current.CancellationToken).Baskets.ToArray().ShouldBe([0, 1]);
    }

    private static SnapshotRow Line(string? customer, string item, string order) =>
        new() { CustomerKey = customer, ItemKey = item, OrderKey = order, AmountMinor = 5, Time = 1_000 };
}
