using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Analytics.Funnels;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics;

public sealed class RetentionTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomLog.TimeZone);

    public static TheoryData<CalendarUnit, CohortStart, RetentionReturn, RetentionCounting> Cases()
    {
        var cases = new TheoryData<CalendarUnit, CohortStart, RetentionReturn, RetentionCounting>();
        foreach (var counting in Enum.GetValues<RetentionCounting>())
        {
            cases.Add(CalendarUnit.Day, CohortStart.FirstVisit, RetentionReturn.Anything, counting);
            cases.Add(CalendarUnit.Day, CohortStart.FirstPurchase, RetentionReturn.Purchase, counting);
            cases.Add(CalendarUnit.Week, CohortStart.FirstVisit, RetentionReturn.Purchase, counting);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_AnyLog_EqualsTheReference(CalendarUnit unit, CohortStart start, RetentionReturn back, RetentionCounting counting) => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        AssertEqual(RandomLog.Of(seed), new RetentionRequest(1) { Unit = unit, Start = start, Return = back, Counting = counting });
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(CohortStart.FirstVisit, RetentionReturn.Anything)]
    [InlineData(CohortStart.FirstPurchase, RetentionReturn.Purchase)]
    public void People_OfEveryCohort_AreThoseThatTheGridCounts(CohortStart start, RetentionReturn back) => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        using var file = RandomLog.Of(seed).Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }

        var request = new RetentionRequest(1) { Unit = CalendarUnit.Day, Start = start, Return = back, Counting = RetentionCounting.OnOrBefore };
        foreach (var cohort in RetentionQuery.Compute(file.Snapshot, request, TestContext.Current.CancellationToken).Cohorts)
        {
            var all = People(file.Snapshot, request, cohort.Start, CohortPart.All);
            var cameBack = People(file.Snapshot, request, cohort.Start, CohortPart.CameBack);
            all.Count.ShouldBe(cohort.Size);
            cameBack.Count.ShouldBe(cohort.Cells.Count > 1 ? cohort.Cells[^1].Count : 0);
            People(file.Snapshot, request, cohort.Start, CohortPart.StayedAway).Concat(cameBack).ShouldBe(all, ignoreOrder: true);
        }

        People(file.Snapshot, request, new DateOnly(1999, 1, 1), CohortPart.All).ShouldBeEmpty();
    }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<string> People(Snapshot snapshot, RetentionRequest request, DateOnly start, CohortPart part) =>
        CohortPeopleQuery.Compute(snapshot, request, start, part, TestContext.Current.CancellationToken);

    [Fact]
    public void Compute_SharedByCores_EqualsTheReference() =>
        AssertEqual(RandomLog.Of(7, RandomLog.EnoughForSeveralParts), new RetentionRequest(1) { Unit = CalendarUnit.Week, Counting = RetentionCounting.Rolling });

    [Fact]
    public void Compute_ComparedByDevice_EqualsTheReferenceOfEachDevice() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }
        var request = new RetentionRequest(1) { Unit = CalendarUnit.Day, By = FunnelAttribute.Device, Start = seed % 2 == 0 ? CohortStart.FirstVisit : CohortStart.FirstPurchase };

        var groups = RetentionQuery.Compute(file.Snapshot, request, TestContext.Current.CancellationToken).Groups;

        var members = log.Visitors.Select(events => (Member: Member(request, events), First: events.Select(e => e.Device).FirstOrDefault(device => device is not null)))
            .Where(one => one.Member.Start is not null).Select(one => (one.Member.Start, one.Member.Units, one.First)).ToList();
        var last = members.Count == 0 ? default : log.Rows.Max(row => UnitOf(CalendarUnit.Day, row));
        groups.Sum(group => group.Size).ShouldBe(members.Count);
        foreach (var group in groups)
        {
            var people = members.Where(member => member.First == group.Name).ToList();
            group.Size.ShouldBe(people.Count);
            foreach (var point in group.Curve)
            {
                var old = people.Where(person => person.Start!.Value.AddDays(point.After) <= last).ToList();
                point.ShouldBe(new RetentionPoint(point.After, old.Count(person => person.Units.Contains(person.Start!.Value.AddDays(point.After))), old.Count));
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_ByDayOverTwoCenturies_TakesALongerUnitInsteadOfAllMemory()
    {
        using var file = SnapshotFile.Of(
            new SnapshotRow { VisitorKey = "a", Kind = InteractionKind.ViewItem, Time = new DateTimeOffset(1902, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), IsEvent = true },
            new SnapshotRow { VisitorKey = "a", Kind = InteractionKind.Purchase, Time = new DateTimeOffset(2037, 12, 31, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), IsEvent = true });

        var report = RetentionQuery.Compute(file.Snapshot, new RetentionRequest(1) { Unit = CalendarUnit.Day }, TestContext.Current.CancellationToken);

        report.Unit.ShouldBe(CalendarUnit.Month);
        report.Cohorts.ShouldHaveSingleItem().Cells[^1].ShouldBe(new RetentionCell((135 * 12) + 11, 1, 1, 0, 1));
    }

    private static void AssertEqual(RandomLog log, RetentionRequest request)
    {
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }
        var (unit, counting) = (request.Unit, request.Counting);

        var report = RetentionQuery.Compute(file.Snapshot, request, TestContext.Current.CancellationToken);

        var members = log.Visitors.Select(events => Member(request, events)).Where(member => member.Start is not null).ToList();
        report.Cohorts.Select(cohort => (cohort.Start, cohort.Size))
            .ShouldBe(members.GroupBy(member => member.Start!.Value).OrderBy(cohort => cohort.Key).Select(cohort => (cohort.Key, cohort.Count())));
        foreach (var cohort in report.Cohorts)
        {
            var people = members.Where(member => member.Start == cohort.Start).ToList();
            var day = cohort.Start;
            foreach (var cell in cohort.Cells)
            {
                cell.Count.ShouldBe(people.Count(person => CameBack(counting, person.Units, cohort.Start, day)), $"{cohort.Start} + {cell.After}");
                cell.RevenueMinor.ShouldBe(people.Sum(person => person.Events.Where(e => e.Kind == InteractionKind.Purchase && UnitOf(unit, e) == day).Sum(e => e.AmountMinor)));
                cell.Orders.ShouldBe(people.Sum(person => OrderDays(unit, person.Events).Count(start => start == day)));
                day = unit.Next(day);
            }
        }
    }

    // Purchases that name no order are one for each session, at the first of them.
    private static IEnumerable<DateOnly> OrderDays(CalendarUnit unit, IReadOnlyList<SnapshotRow> events) =>
        events.Where(e => e.Kind == InteractionKind.Purchase).GroupBy(e => e.SessionKey).Select(order => UnitOf(unit, order.First()));

    private static bool CameBack(RetentionCounting counting, IReadOnlyCollection<DateOnly> units, DateOnly start, DateOnly at) => counting switch
    {
        RetentionCounting.On => units.Contains(at),
        RetentionCounting.OnOrBefore => at == start ? units.Contains(start) : units.Any(unit => unit > start && unit <= at),
        _ => units.Any(unit => unit >= at),
    };

    private static (DateOnly? Start, IReadOnlyCollection<DateOnly> Units, IReadOnlyList<SnapshotRow> Events) Member(RetentionRequest request, IReadOnlyList<SnapshotRow> events)
    {
        var from = request.Start == CohortStart.FirstPurchase ? events.SkipWhile(e => e.Kind != InteractionKind.Purchase).ToList() : events;
        var back = from.Where(e => request.Return == RetentionReturn.Anything || e.Kind == InteractionKind.Purchase);
        return (from.Count == 0 ? null : UnitOf(request.Unit, from[0]), back.Select(e => UnitOf(request.Unit, e)).ToHashSet(), from);
    }

    private static DateOnly UnitOf(CalendarUnit unit, SnapshotRow row) =>
        unit.StartOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(row.Time), s_zone).DateTime));
}
