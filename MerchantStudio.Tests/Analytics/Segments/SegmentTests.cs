using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics.Segments;

public sealed class SegmentTests
{
    private static readonly DateTime s_asOf = new(2011, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Rules_EveryPairOfScores_IsInExactlyOneOfTheElevenGroups()
    {
        var cells = Enum.GetValues<SegmentName>().SelectMany(SegmentRules.CellsOf).ToList();

        cells.Count.ShouldBe(25);
        cells.Distinct().Count().ShouldBe(25);
        Enum.GetValues<SegmentName>().Where(name => SegmentRules.CellsOf(name).Count == 0).ShouldBe([SegmentName.Prospects]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Report_RandomShop_PutsEveryKnownCustomerIntoOneGroup(int seed)
    {
        using var file = RandomShop.Of(seed).Open();

        var report = SegmentQuery.Compute(file.Snapshot, s_asOf.AddYears(2), TestContext.Current.CancellationToken);

        report.Customers.ShouldBe(file.Snapshot.Header.CustomerCount - file.Snapshot.Header.AnonymousCount);
        report.HeatMap.Sum(row => row.Sum()).ShouldBe(report.Customers - report.Groups[(int)SegmentName.Prospects].Customers);
    }

    [Fact]
    public void Report_BestAndLongLostCustomers_AreNamedSo()
    {
        using var file = Shop();

        var table = RfmTable.At(file.Snapshot, Ms(s_asOf), TestContext.Current.CancellationToken);

        table.SegmentOf(file.Snapshot.Customers.Find("best")).ShouldBe(SegmentName.Champions);
        table.SegmentOf(file.Snapshot.Customers.Find("once-long-ago")).ShouldBe(SegmentName.Dormant);
        table.SegmentOf(file.Snapshot.Customers.Find("once-just-now")).ShouldBe(SegmentName.New);
        table.SegmentOf(file.Snapshot.Customers.Find("was-great")).ShouldBe(SegmentName.PreviouslyLoyal);
        table.SegmentOf(file.Snapshot.Customers.Find("only-returned")).ShouldBe(SegmentName.Prospects);
    }

    [Fact]
    public void Report_OrdersOfTheFuture_AreNotSeen()
    {
        using var file = SnapshotFile.Of(Buy("a", s_asOf.AddDays(-5), "1", 100), Buy("a", s_asOf.AddYears(20), "2", 100), Buy("b", s_asOf.AddDays(40), "3", 100));

        var report = SegmentQuery.Compute(file.Snapshot, s_asOf, TestContext.Current.CancellationToken);

        report.Groups[(int)SegmentName.Prospects].Customers.ShouldBe(1);
        report.Groups.Sum(group => group.SpendMinor).ShouldBe(100);
    }

    [Fact]
    public void Report_CustomerWhoCameBack_IsAMove()
    {
        using var file = Shop();

        var report = SegmentQuery.Compute(file.Snapshot, s_asOf, TestContext.Current.CancellationToken);

        report.Moves.ShouldContain(move => move.From == SegmentName.Prospects && move.To == SegmentName.New && move.Customers == 1);
        report.Moves.ShouldAllBe(move => move.From != move.To);
    }

    private static SnapshotFile Shop()
    {
        var rows = new List<SnapshotRow>();
        for (var i = 0; i < 12; i++)
        {
            rows.Add(Buy("best", s_asOf.AddDays(-2 - (20 * i)), $"b{i}", 9_000));
            rows.Add(Buy("was-great", s_asOf.AddDays(-250 - (5 * i)), $"g{i}", 9_000));
        }

        for (var i = 0; i < 10; i++)
        {
            rows.Add(Buy($"middle{i}", s_asOf.AddDays(-60 - (10 * i)), $"m{i}", 500 + i));
            rows.Add(Buy($"middle{i}", s_asOf.AddDays(-40 - (10 * i)), $"n{i}", 500 + i));
        }

        rows.Add(Buy("once-long-ago", s_asOf.AddDays(-320), "l", 100));
        rows.Add(Buy("once-just-now", s_asOf.AddDays(-1), "j", 100));
        rows.Add(Buy("only-returned", s_asOf.AddDays(-30), "r", -100) with { Kind = InteractionKind.Refund });
        return SnapshotFile.Of([.. rows]);
    }

    private static SnapshotRow Buy(string customer, DateTime utc, string order, long amountMinor) => new()
    {
        CustomerKey = customer, ItemKey = "p", Kind = InteractionKind.Purchase, Time = Ms(utc), OrderKey = order, AmountMinor = amountMinor,
    };

    private static long Ms(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeMilliseconds();
}
