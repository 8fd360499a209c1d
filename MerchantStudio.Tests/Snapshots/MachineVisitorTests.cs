using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Snapshots.Building;

namespace MerchantStudio.Tests.Snapshots;

public sealed class MachineVisitorTests
{
    private const long Minute = 60_000;

    [Fact]
    public void Write_OfAVisitorThatDoesMoreInAMinuteThanAnybodyCan_LeavesOutWhatItLookedAtAndSaysSo()
    {
        var rows = Looks("person", PaceWatch.MostInAMinute).Concat(Looks("program", PaceWatch.MostInAMinute + 1)).ToList();
        rows.Add(new SnapshotRow { VisitorKey = "program", Kind = InteractionKind.ViewItem, Time = 900 * Minute, IsEvent = true });
        rows.Add(new SnapshotRow { VisitorKey = "program", Kind = InteractionKind.Purchase, Time = 5 * Minute, AmountMinor = 700, OrderKey = "o", IsEvent = true });

        using var file = SnapshotFile.Of(rows);

        var header = file.Snapshot.Header;
        (header.RowCount, header.MachineRows, header.Machines).ShouldBe((PaceWatch.MostInAMinute + 1, PaceWatch.MostInAMinute + 2, 1));
        file.Snapshot.RowsOf(file.Snapshot.Customers.Find("visitor:program")).End.Value.ShouldBe(header.RowCount);
        header.ToUtc.ShouldBe(DateTime.UnixEpoch.AddMinutes(5));
    }

    [Fact]
    public void Write_OfAKnownCustomerThatIsAProgram_KeepsItsOrders()
    {
        var rows = Looks(null, 400, "c").Append(new SnapshotRow { CustomerKey = "c", Kind = InteractionKind.Purchase, Time = 7, AmountMinor = 5, OrderKey = "o" });

        using var file = SnapshotFile.Of(rows);

        (file.Snapshot.RowCount, file.Snapshot.Header.MachineRows, file.Snapshot.RowAmount[0]).ShouldBe((1, 400, 5));
    }

    [Fact]
    public void Write_OfManyEventsAcrossTwoMinutes_KeepsThem()
    {
        using var file = SnapshotFile.Of(Looks("v", 500).Select((row, i) => row with { Time = (i < 250 ? 0 : Minute) + i }));

        (file.Snapshot.RowCount, file.Snapshot.Header.Machines).ShouldBe((500, 0));
    }

    private static IEnumerable<SnapshotRow> Looks(string? visitor, int count, string? customer = null) => Enumerable.Range(0, count)
        .Select(i => new SnapshotRow { VisitorKey = visitor, CustomerKey = customer, Kind = InteractionKind.ViewItem, Time = i * 100L, IsEvent = true });
}
