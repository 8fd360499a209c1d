using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Snapshots;

/// <summary>What a visit is, from the rows of a log to the counts of a funnel.</summary>
public sealed class SessionStoryTests
{
    private const long Minute = 60_000;

    [Theory]
    [InlineData(30, 2)]
    [InlineData(45, 1)]
    [InlineData(10, 3)]
    public void Visits_OfALogWithoutSessions_EndAfterTheShopsMinutesOfSilence(int gapMinutes, int visits)
    {
        var start = At(2026, 1, 5, 10);
        var rows = new[] { 0, 12, 20, 52 }.Select((minute, i) => Event("v", i < 3 ? InteractionKind.ViewItem : InteractionKind.AddToCart, start + (minute * Minute)));

        using var file = Build(gapMinutes, rows);

        file.Snapshot.Header.SessionCount.ShouldBe(visits);
        var funnel = new FunnelRequest(1, FunnelText.ReadSteps("view_item,add_to_cart")) { Unit = FunnelUnit.Session };
        FunnelQuery.Compute(file.Snapshot, funnel, TestContext.Current.CancellationToken).Steps[1].Count.ShouldBe(gapMinutes == 45 ? 1 : 0);
        ConversionQuery.Compute(file.Snapshot, new ConversionRequest(1), new VisitTables(), TestContext.Current.CancellationToken).Now.Visits.ShouldBe(visits);
    }

    [Theory]
    [InlineData("2026-03-29T00:45:00Z")]
    [InlineData("2026-10-25T00:45:00Z")]
    [InlineData("2026-01-05T23:45:00Z")]
    public void AVisit_OverMidnightOrAChangeOfTheClock_IsOneAndBelongsToTheDayOnWhichItBegan(string start)
    {
        var began = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var rows = new[] { 0, 20, 40 }.Select(minute => Event("v", InteractionKind.ViewItem, began.ToUnixTimeMilliseconds() + (minute * Minute)));

        using var file = Build(30, rows);
        var report = ConversionQuery.Compute(file.Snapshot, new ConversionRequest(1), new VisitTables(), TestContext.Current.CancellationToken);

        var local = TimeZoneInfo.ConvertTime(began, TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));
        report.Now.Visits.ShouldBe(1);
        report.Hours.ShouldHaveSingleItem().Hour.ShouldBe(local.Hour);
        report.Trend[0].Start.ShouldBe(DateOnly.FromDateTime(local.DateTime));
        report.Trend[0].Figures.Visits.ShouldBe(1);
    }

    [Fact]
    public void AnAnonymousVisitor_WhoSaysWhoTheyAre_IsOnePersonFromTheFirstEventOn()
    {
        var start = At(2026, 1, 5, 10);
        SnapshotRow[] rows =
        [
            Event("cookie", InteractionKind.ViewItem, start),
            Event("cookie", InteractionKind.AddToCart, start + Minute),
            Event("cookie", InteractionKind.Login, start + (2 * Minute)) with { CustomerKey = "c1" },
            new() { CustomerKey = "c1", OrderKey = "o1", Kind = InteractionKind.Purchase, Time = start + (3 * Minute), AmountMinor = 500 },
        ];

        using var file = Build(30, rows);
        var funnel = FunnelQuery.Compute(file.Snapshot, new FunnelRequest(1, FunnelText.ReadSteps("view_item,add_to_cart,purchase")), TestContext.Current.CancellationToken);

        file.Snapshot.Customers.Count.ShouldBe(1);
        funnel.Steps.Select(step => step.Count).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public void AnOrderThatEventsTellToo_CountsOnce()
    {
        var start = At(2026, 1, 5, 10);
        var builder = Builder(30);
        _ = builder.Add(new SnapshotOrder("o1") { CustomerKey = "c1", Time = start + Minute });
        builder.Add(Event("v", InteractionKind.ViewItem, start) with { CustomerKey = "c1" });
        builder.Add(new SnapshotRow { CustomerKey = "c1", OrderKey = "o1", Kind = InteractionKind.Purchase, Time = start + Minute, AmountMinor = 500 });
        builder.Add(Event("v", InteractionKind.Purchase, start + Minute) with { CustomerKey = "c1", OrderKey = "o1", AmountMinor = 500 });

        using var file = new SnapshotFile(builder);
        var report = ConversionQuery.Compute(file.Snapshot, new ConversionRequest(1), new VisitTables(), TestContext.Current.CancellationToken);

        (report.Now.Visits, report.Now.Bought, report.Now.RevenueMinor).ShouldBe((1, 1, 500));
    }

    private static SnapshotFile Build(int gapMinutes, IEnumerable<SnapshotRow> rows)
    {
        var builder = Builder(gapMinutes);
        foreach (var row in rows)
        {
            builder.Add(row);
        }
        return new SnapshotFile(builder);
    }

    private static SnapshotBuilder Builder(int gapMinutes) => new(new SnapshotShop(1, "GBP", "Europe/London", gapMinutes));

    private static SnapshotRow Event(string visitor, InteractionKind kind, long time) => new() { VisitorKey = visitor, Kind = kind, Time = time, IsEvent = true };

    private static long At(int year, int month, int day, int hour) => new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
