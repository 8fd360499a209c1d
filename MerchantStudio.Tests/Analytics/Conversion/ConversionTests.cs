using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Analytics.Funnels;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics.Conversion;

public sealed class ConversionTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomLog.TimeZone);
    private static readonly DayRange s_year = new(new DateOnly(2011, 1, 1), new DateOnly(2011, 12, 31));

    [Fact]
    public void Compute_AnyLogAndPeriod_EqualsTheReference() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }
        var range = new DayRange(new DateOnly(2011, 3, 26).AddDays(seed % 9), new DateOnly(2011, 10, 30).AddDays(seed % 5));
        var all = VisitReference.Of(log.Visitors, s_zone);
        var visits = all.Where(visit => visit.Day >= range.From && visit.Day <= range.To).ToList();

        var report = Compute(file, new ConversionRequest(1, range));

        report.Now.ShouldBe(VisitReference.Figures(visits));
        report.Before.ShouldBe(VisitReference.Figures([.. all.Where(visit => visit.Day >= range.Previous.From && visit.Day <= range.Previous.To)]));
        foreach (var group in report.Groups[ConversionDimension.Device])
        {
            group.Now.ShouldBe(VisitReference.Figures([.. visits.Where(visit => visit.Device == group.Name)]), group.Name);
        }
        foreach (var group in report.Groups[ConversionDimension.Visitor])
        {
            group.Now.ShouldBe(VisitReference.Figures([.. visits.Where(visit => visit.Visitor == group.Name)]), group.Name);
        }
        report.Hours.ShouldBe(visits.GroupBy(visit => (visit.Weekday, visit.Hour)).OrderBy(hour => hour.Key)
            .Select(hour => new VisitHour(hour.Key.Weekday, hour.Key.Hour, hour.Count(), hour.Count(visit => visit.Stage == 4))));
        report.Trend.Sum(point => point.Figures.Visits).ShouldBe(visits.Count);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Compute_OnlyOneDevice_CountsItsVisitsAlone() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }
        var phones = VisitReference.Of(log.Visitors, s_zone).Where(visit => visit.Device == "phone" && visit.Day.Year == 2011).ToList();

        Compute(file, new ConversionRequest(1, s_year) { Where = ConversionDimension.Device, Only = "phone" }).Now.ShouldBe(VisitReference.Figures(phones));
        Compute(file, new ConversionRequest(1, s_year) { Where = ConversionDimension.Device, Only = "fridge" }).Now.Visits.ShouldBe(0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_MoreGroupsThanAreShown_PutsTheSmallOnesTogether()
    {
        var rows = Enumerable.Range(0, 30).SelectMany(visit => Enumerable.Range(0, 2).Select(step => new SnapshotRow
        {
            VisitorKey = $"v{visit}", SessionKey = $"s{visit}", Kind = step == 0 ? InteractionKind.ViewItem : InteractionKind.AddToCart,
            Time = Utc(2011, 5, 2 + (visit % 20), 12) + step, Source = $"source {(visit < 18 ? visit % 2 : visit)}", IsEvent = true,
        }));
        using var file = SnapshotFile.Of(rows);

        var groups = Compute(file, new ConversionRequest(1, s_year) { Top = 2 }).Groups[ConversionDimension.Source];

        groups.Select(group => group.Name).ShouldBe(["source 0", "source 1", VisitGroup.Rest]);
        groups.Select(group => group.Now.Visits).ShouldBe([9, 9, 12]);
        groups.Sum(group => group.Now.Carted).ShouldBe(30);
    }

    [Fact]
    public void Compute_OrdersOnly_SaysSoAndCountsTheOrdersOutsideVisits()
    {
        var rows = Enumerable.Range(0, 5).SelectMany(order => Enumerable.Range(0, 2).Select(line => new SnapshotRow
        {
            CustomerKey = $"c{order}", OrderKey = $"o{order}", ItemKey = $"p{line}", Kind = InteractionKind.Purchase, Time = Utc(2011, 5, 2 + order, 12), AmountMinor = 500,
        }));
        using var file = SnapshotFile.Of(rows);

        var report = Compute(file, new ConversionRequest(1, new DayRange(new DateOnly(2011, 5, 3), new DateOnly(2011, 5, 5))));

        report.HasVisits.ShouldBeFalse();
        report.OrdersOutsideVisits.ShouldBe(3);
        report.Now.Conversion.Value.ShouldBeNull();
        report.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Compute_OrderDuringAVisitWithoutPurchaseEvents_CountsAsItsPurchaseOnce()
    {
        SnapshotRow[] rows =
        [
            new() { VisitorKey = "v", CustomerKey = "c", Kind = InteractionKind.ViewItem, ItemKey = "p", Time = Utc(2011, 5, 2, 12), IsEvent = true },
            new() { CustomerKey = "c", OrderKey = "o1", ItemKey = "p", Kind = InteractionKind.Purchase, Time = Utc(2011, 5, 2, 12) + 60_000, AmountMinor = 700 },
            new() { CustomerKey = "c", OrderKey = "o1", ItemKey = "q", Kind = InteractionKind.Purchase, Time = Utc(2011, 5, 2, 12) + 60_000, AmountMinor = 300 },
        ];
        using var file = SnapshotFile.Of(rows);

        var report = Compute(file, new ConversionRequest(1, s_year));

        report.Now.ShouldBe(new VisitFigures { Visits = 1, Viewed = 1, Carted = 1, CheckedOut = 1, Bought = 1, RevenueMinor = 1_000 });
        report.OrdersOutsideVisits.ShouldBe(0);
    }

    [Fact]
    public void Compute_ProductsWithFewVisitors_DoNotWin()
    {
        var rows = new List<SnapshotRow>();
        // A product that one visitor saw and carted, one that 200 saw and 60 carted, many that every tenth carts.
        AddViews(rows, "tiny", 1, 1);
        AddViews(rows, "good", 200, 60);
        AddViews(rows, "bad", 200, 2);
        for (var item = 0; item < 12; item++)
        {
            AddViews(rows, $"usual {item}", 100, 9 + (item % 3));
        }
        using var file = SnapshotFile.Of(rows);

        var rates = Compute(file, new ConversionRequest(1, s_year)).ViewToCart;

        rates.Best[0].Key.ShouldBe("good");
        rates.Worst[0].Key.ShouldBe("bad");
        rates.Products.ShouldBe(15);
        rates.Best.Concat(rates.Worst).ShouldAllBe(rate => rate.Low < rate.Rate && rate.Rate < rate.High);
        rates.Best.Select(rate => rate.Key).Intersect(rates.Worst.Select(rate => rate.Key)).ShouldBeEmpty();
    }

    private static void AddViews(List<SnapshotRow> rows, string item, int viewed, int carted)
    {
        for (var visitor = 0; visitor < viewed; visitor++)
        {
            rows.Add(Row(InteractionKind.ViewItem, 0));
            rows.Add(Row(InteractionKind.ViewItem, 1));
            if (visitor < carted)
            {
                rows.Add(Row(InteractionKind.AddToCart, 2));
            }

            SnapshotRow Row(InteractionKind kind, int second) => new()
            {
                VisitorKey = $"{item}-{visitor}", Kind = kind, ItemKey = item, Time = Utc(2011, 5, 2, 12) + (second * 1_000), IsEvent = true,
            };
        }
    }

    private static ConversionReport Compute(SnapshotFile file, ConversionRequest request) =>
        ConversionQuery.Compute(file.Snapshot, request, new VisitTables(), TestContext.Current.CancellationToken);

    private static long Utc(int year, int month, int day, int hour) => new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
