using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Analytics.Funnels;

public sealed class FunnelTests
{
    private static readonly FunnelRequest s_purchase = new(1,
        [new FunnelStep("view_item"), new FunnelStep("add_to_cart"), new FunnelStep("begin_checkout"), new FunnelStep("purchase")])
    {
        Window = TimeSpan.FromHours(3),
    };

    private static readonly FunnelRequest s_limited = s_purchase with
    {
        Steps = [.. s_purchase.Steps.Select((step, i) => i == 2 ? step with { Within = TimeSpan.FromHours(1) } : step)],
    };

    private static readonly FunnelRequest s_excluded = s_limited with
    {
        Exclusions = [new FunnelExclusion("remove_from_cart", 1, 3)],
    };

    private static readonly FunnelRequest s_optional = s_excluded with
    {
        Steps = [.. s_limited.Steps.Select((step, i) => i == 1 ? step with { Optional = true } : step), new FunnelStep("view_item") { Optional = true }],
    };

    private static readonly FunnelRequest s_filtered = s_purchase with
    {
        Steps =
        [
            new FunnelStep("view_item") { Filter = new EventFilter { Device = "phone" } },
            new FunnelStep("add_to_cart") { Filter = new EventFilter { ProductKey = "p1" } },
            new FunnelStep("add_to_cart") { Filter = new EventFilter { MinAmountMinor = 50 } },
        ],
    };

    private static readonly FunnelRequest s_own = s_purchase with
    {
        Steps = FunnelText.ReadSteps("view_item[page variant=A],add_to_cart[plan=silver;page variant=A;device=phone],add_to_cart[plan=gold]"),
        Exclusions = FunnelText.ReadExclusions("remove_from_cart[plan=gold]:1-2,purchase[min=50;device=phone]:1-3"),
    };

    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomLog.TimeZone);

    public static TheoryData<string> Requests => [.. s_requests.Keys];

    private static readonly Dictionary<string, FunnelRequest> s_requests = new()
    {
        ["first entry"] = s_purchase,
        ["first entry with a step's own window"] = s_limited,
        ["first entry with an exclusion"] = s_excluded,
        ["first entry with optional steps"] = s_optional,
        ["first entry with filters"] = s_filtered,
        ["first entry with own attributes"] = s_own,
        ["any chain with own attributes"] = s_own with { Entry = FunnelEntry.AnyChain },
        ["any chain"] = s_purchase with { Entry = FunnelEntry.AnyChain },
        ["any chain with a step's own window"] = s_limited with { Entry = FunnelEntry.AnyChain },
        ["any chain with an exclusion"] = s_excluded with { Entry = FunnelEntry.AnyChain },
        ["any chain with filters"] = s_filtered with { Entry = FunnelEntry.AnyChain },
        ["strict"] = s_limited with { Order = FunnelOrder.Strict },
        ["strict, any chain"] = s_limited with { Order = FunnelOrder.Strict, Entry = FunnelEntry.AnyChain },
        ["any order"] = s_purchase with { Order = FunnelOrder.Any },
        ["any order, any window"] = s_purchase with { Order = FunnelOrder.Any, Entry = FunnelEntry.AnyChain },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Compute_AnyLog_EqualsTheReference(string name) => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        Assert(file.Snapshot, s_requests[name], log.Visitors);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Compute_SharedByCores_EqualsTheReference()
    {
        var log = RandomLog.Of(11, RandomLog.EnoughForSeveralParts);
        using var file = log.Open();
        var visitors = log.Visitors.ToList();
        foreach (var name in (string[])["first entry with optional steps", "any chain with filters", "any chain with an exclusion", "strict"])
        {
            Assert(file.Snapshot, s_requests[name] with { Trend = CalendarUnit.Day }, visitors);
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Compute_InAPeriod_EqualsTheReferenceOfWhoEnteredInIt(string name) => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0 || s_requests[name].Order != FunnelOrder.Ordered)
        {
            return;
        }
        var days = log.Rows.Select(row => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(row.Time), s_zone).DateTime)).Order().ToList();
        var range = new DayRange(days[days.Count / 3], days[days.Count / 2]);
        // What is a first step outside the period is none; nothing before the period is any step.
        var units = log.Visitors.Select(events => FunnelReference.Reached(s_requests[name], events, range.InUtc(s_zone))).ToList();

        AssertReached(file.Snapshot, s_requests[name] with { Range = range }, units);
        // Of the second period that is asked for on, the entries of all days answer.
        var entries = new FunnelEntryTables();
        _ = FunnelQuery.Compute(file.Snapshot, s_requests[name] with { Range = range.Previous }, TestContext.Current.CancellationToken, entries);
        AssertReached(file.Snapshot, s_requests[name] with { Range = range }, units, entries);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Compute_OfManyPeriods_GivesTheSameFromTheEntriesAsFromTheEvents()
    {
        var log = RandomLog.Of(29, RandomLog.EnoughForSeveralParts);
        using var file = log.Open();
        var (token, entries, day) = (TestContext.Current.CancellationToken, new FunnelEntryTables(), new DateOnly(2011, 3, 25));
        foreach (var (from, to) in new[] { (0, 2), (1, 1), (2, 2), (0, 300), (95, 99), (400, 500), (3, 219), (-50, 900) })
        {
            var request = s_optional with { Range = new DayRange(day.AddDays(from), day.AddDays(to)), By = FunnelAttribute.Device, Trend = CalendarUnit.Week };
            var (kept, anew) = (FunnelQuery.Compute(file.Snapshot, request, token, entries), FunnelQuery.Compute(file.Snapshot, request, token));
            JsonSerializer.Serialize(kept).ShouldBe(JsonSerializer.Serialize(anew));
        }
        entries.Of(file.Snapshot, "another", s_purchase, ShopTime.Of(file.Snapshot)!).ShouldBeNull("once is not worth it");
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Compute_BySession_EqualsTheReferenceOfEachSession(string name) => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        var sessions = log.Visitors.SelectMany(events => events.GroupBy(row => row.SessionKey).Select(session => (IReadOnlyList<SnapshotRow>)[.. session]));
        Assert(file.Snapshot, s_requests[name] with { Unit = FunnelUnit.Session }, sessions);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_ByDevice_SplitsTheCountsOfTheWhole() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }

        var report = FunnelQuery.Compute(file.Snapshot, s_purchase with { By = FunnelAttribute.Device }, TestContext.Current.CancellationToken);

        for (var step = 0; step < report.Steps.Count; step++)
        {
            report.Groups.Sum(group => group.Counts[step]).ShouldBe(report.Steps[step].Count);
        }
        var phones = log.Visitors.Count(events => events.FirstOrDefault(e => e.Kind == InteractionKind.ViewItem) is { Device: "phone" });
        (report.Groups.FirstOrDefault(group => group.Name == "phone")?.Counts[0] ?? 0).ShouldBe(phones);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_ByAnAttributeOfTheShopsOwn_GroupsByWhatTheFirstStepSays() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }

        var report = FunnelQuery.Compute(file.Snapshot, s_purchase with { By = FunnelAttribute.Parse("Page Variant") }, TestContext.Current.CancellationToken);

        var entered = log.Visitors.Select(events => events.FirstOrDefault(e => e.Kind == InteractionKind.ViewItem)).Where(e => e.Time != 0)
            .GroupBy(e => e.Own?.GetValueOrDefault("page variant") ?? "").ToDictionary(group => group.Key, group => group.Count());
        report.Groups.ToDictionary(group => group.Name ?? "", group => group.Counts[0]).ShouldBe(entered, ignoreOrder: true);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_ByAnAttributeThatTheShopHasNot_IsRefusedAndSaysWhichThereAre()
    {
        using var file = RandomLog.Of(5, 40).Open();

        var problem = Should.Throw<FunnelRequestException>(() =>
            FunnelQuery.Compute(file.Snapshot, s_purchase with { By = FunnelAttribute.Parse("planet") }, TestContext.Current.CancellationToken));

        problem.Problem.ShouldBe(FunnelProblem.Attribute);
        problem.Details[1].ShouldBeOfType<string>().ShouldContain("page variant");
        Should.Throw<FunnelRequestException>(() =>
            FunnelQuery.Compute(file.Snapshot, s_purchase with { Steps = FunnelText.ReadSteps("view_item[planet=mars]") }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void DropOuts_AfterAStep_AreThoseWhoReachedItAndNotTheNext() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }

        var keys = FunnelQuery.DropOuts(file.Snapshot, s_purchase, 1, 100, TestContext.Current.CancellationToken);

        var expected = log.Visitors.Where(events => FunnelReference.Reached(s_purchase, events) is var reached && reached.ContainsKey(1) && !reached.ContainsKey(2))
            .Select(events => events[0].CustomerKey ?? "visitor:" + events[0].VisitorKey).Order(StringComparer.Ordinal);
        keys.ShouldBe(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_OptionalStepsWithAnyChain_IsRefused() =>
        Should.Throw<FunnelRequestException>(() => FunnelRequests.Check(s_optional with { Entry = FunnelEntry.AnyChain }));

    [Fact]
    public void Compute_StepsThatNeverHappen_ReachesNobody()
    {
        var log = RandomLog.Of(3);
        using var file = log.Open();

        var report = FunnelQuery.Compute(file.Snapshot, new FunnelRequest(1, [new FunnelStep("quiz_done"), new FunnelStep("purchase")]), TestContext.Current.CancellationToken);

        report.Steps.ShouldAllBe(step => step.Count == 0 && step.ShareOfFirst == null && step.MedianTime == null);
        report.Completion.Value.ShouldBeNull();
    }

    private static void Assert(Snapshot snapshot, FunnelRequest request, IEnumerable<IReadOnlyList<SnapshotRow>> units)
    {
        if (snapshot.RowCount == 0)
        {
            return;
        }
        AssertReached(snapshot, request, [.. units.Select(events => FunnelReference.Reached(request, events))]);
    }

    private static void AssertReached(Snapshot snapshot, FunnelRequest request, IReadOnlyList<Dictionary<int, long>> units, FunnelEntryTables? entries = null)
    {
        var report = FunnelQuery.Compute(snapshot, request, TestContext.Current.CancellationToken, entries);
        var reached = units.Where(steps => steps.ContainsKey(0)).ToList();
        for (var step = 0; step < request.Steps.Count; step++)
        {
            report.Steps[step].Count.ShouldBe(reached.Count(steps => steps.ContainsKey(step)), $"step {step}");
            var elapsed = reached.Where(steps => steps.ContainsKey(step)).Select(steps => steps[step]).Order().ToList();
            var median = step == 0 || elapsed.Count == 0 || request.Order == FunnelOrder.Any
                ? (TimeSpan?)null
                : TimeSpan.FromMilliseconds(elapsed[((elapsed.Count + 1) / 2) - 1]);
            report.Steps[step].MedianTime.ShouldBe(median, $"median of step {step}");
        }
    }
}
