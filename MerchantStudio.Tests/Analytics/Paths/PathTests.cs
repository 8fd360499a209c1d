using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Paths;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Analytics.Funnels;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics.Paths;

public sealed class PathTests
{
    private static readonly string[] s_steps = ["view_item", "add_to_cart", "purchase", "quiz_done"];

    [Fact]
    public void Compute_AnyLog_EqualsTheReference() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }
        var request = new PathRequest(1, s_steps[seed % s_steps.Length])
        {
            Depth = 1 + (seed % 4), Top = 99, Filter = seed % 3 == 0 ? new EventFilter { Device = "phone" } : null,
        };
        var visits = log.Visitors.SelectMany(events => events.GroupBy(row => row.SessionKey).Select(visit => visit.ToList())).ToList();

        var report = Compute(file, request);

        report.AllVisits.ShouldBe(visits.Count);
        var paths = visits.Select(visit => Path(visit, request)).Where(path => path is not null).ToList();
        report.Visits.ShouldBe(paths.Count);
        var nodes = paths.SelectMany(path => path!.Select(place => (place.Key, place.Value))).GroupBy(place => place).ToDictionary(same => same.Key, same => same.Count());
        report.Nodes.ToDictionary(node => (node.Distance, node.Event), node => node.Visits).ShouldBe(nodes, ignoreOrder: true);
        var links = paths.SelectMany(path => path!.Keys.Where(distance => path.ContainsKey(distance + 1)).Select(distance => (distance, path[distance], path[distance + 1])))
            .GroupBy(link => link).ToDictionary(same => same.Key, same => same.Count());
        report.Links.ToDictionary(link => (link.Distance, link.From, link.To), link => link.Visits).ShouldBe(links, ignoreOrder: true);
        ExitsShouldBeRight(report, visits);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Compute_AnyLogWithFewShown_KeepsEveryVisitAndEveryLinkFitsItsNodes() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }

        var report = Compute(file, new PathRequest(1, "add_to_cart") { Top = 1, Depth = 3 });

        report.Nodes.Where(node => node.Distance is -1 or 0 or 1).GroupBy(node => node.Distance).ShouldAllBe(level => level.Sum(node => node.Visits) == report.Visits);
        foreach (var node in report.Nodes.Where(node => node.Distance is > -3 and < 3 && node.Event is not (PathEnds.Start or PathEnds.End)))
        {
            report.Links.Where(link => link.Distance == node.Distance && link.From == node.Event).Sum(link => link.Visits).ShouldBe(node.Visits, node.ToString());
            report.Links.Where(link => link.Distance == node.Distance - 1 && link.To == node.Event).Sum(link => link.Visits).ShouldBe(node.Visits, node.ToString());
        }
        report.Nodes.GroupBy(node => node.Distance).ShouldAllBe(level => level.Count(node => !PathEnds.Is(node.Event)) <= 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_OneVisitorWithVeryManyEvents_FollowsThem()
    {
        var rows = Enumerable.Range(0, 50_000).Select(i => new SnapshotRow
        {
            VisitorKey = "v", Kind = i % 2 == 0 ? InteractionKind.ViewItem : InteractionKind.AddToCart, Time = 1_300_000_000_000 + (i * 1_000L), IsEvent = true,
        });
        using var file = SnapshotFile.Of(rows);

        var report = Compute(file, new PathRequest(1, "add_to_cart"));

        report.Nodes.Select(node => (node.Distance, node.Visits)).ShouldBe([(-2, 1), (-1, 1), (0, 1), (1, 1), (2, 1), (3, 1)]);
        report.Exits.ShouldHaveSingleItem().ShouldBe(new PathExit("add_to_cart", 1, 1));
    }

    [Fact]
    public void Compute_OfAPeriod_IsTheReferenceOfTheVisitsThatBeganInIt() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }
        var zone = TimeZoneInfo.FindSystemTimeZoneById(RandomLog.TimeZone);
        var visits = log.Visitors.SelectMany(events => events.GroupBy(row => row.SessionKey).Select(visit => visit.ToList()))
            .Select(visit => (Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(visit[0].Time), zone).DateTime), visit)).ToList();
        var days = visits.Select(visit => visit.Day).Order().ToList();
        var request = new PathRequest(1, s_steps[seed % s_steps.Length]) { Top = 99, Range = new DayRange(days[days.Count / 3], days[days.Count / 2]) };

        var report = Compute(file, request);

        var inside = visits.Where(visit => visit.Day >= request.Range!.Value.From && visit.Day <= request.Range.Value.To).Select(visit => visit.visit).ToList();
        report.AllVisits.ShouldBe(inside.Count);
        report.Visits.ShouldBe(inside.Count(visit => Path(visit, request) is not null));
        ExitsShouldBeRight(report, inside);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Compute_AnEventThatIsCalledLikeTheStartOfAVisit_IsToldFromIt()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        var own = builder.KindOf(PathEnds.Start);
        foreach (var (kind, minute) in new[] { (own, 0), (InteractionKind.AddToCart, 1) })
        {
            builder.Add(new SnapshotRow { VisitorKey = "v", Kind = kind, Time = 1_300_000_000_000 + (minute * 60_000L), IsEvent = true });
        }
        using var file = new SnapshotFile(builder);

        var report = Compute(file, new PathRequest(1, "add_to_cart") { Depth = 2 });

        report.Nodes.Select(node => node.Event).ShouldBe([PathEnds.Start, "'" + PathEnds.Start, "add_to_cart", PathEnds.End]);
    }

    // Per distance what stands there; null when the visit did not do the step.
    private static Dictionary<int, string>? Path(List<SnapshotRow> visit, PathRequest request)
    {
        var names = new List<string>();
        int? anchor = null;
        foreach (var row in visit)
        {
            var name = InteractionKinds.NameOf(row.Kind)!;
            if (names.Count == 0 || names[^1] != name)
            {
                names.Add(name);
            }
            if (anchor is null && name == request.Step && (request.Filter is null || row.Device == request.Filter.Device))
            {
                anchor = names.Count - 1;
            }
        }
        if (anchor is not { } at)
        {
            return null;
        }
        var all = names.Select((name, i) => (Distance: i - at, Name: name)).Append((Distance: -at - 1, Name: PathEnds.Start)).Append((Distance: names.Count - at, Name: PathEnds.End));
        return all.Where(place => Math.Abs(place.Distance) <= request.Depth).ToDictionary(place => place.Distance, place => place.Name);
    }

    private static void ExitsShouldBeRight(PathReport report, List<List<SnapshotRow>> visits)
    {
        var idle = visits.Where(visit => visit.All(row => row.Kind != InteractionKind.Purchase)).ToList();
        report.VisitsWithoutPurchase.ShouldBe(idle.Count);
        report.Exits.Sum(exit => exit.Left).ShouldBe(idle.Count);
        foreach (var exit in report.Exits)
        {
            exit.Left.ShouldBe(idle.Count(visit => InteractionKinds.NameOf(visit[^1].Kind) == exit.Event), exit.Event);
            exit.Visits.ShouldBe(idle.Count(visit => visit.Any(row => InteractionKinds.NameOf(row.Kind) == exit.Event)), exit.Event);
        }
    }

    private static PathReport Compute(SnapshotFile file, PathRequest request) => PathQuery.Compute(file.Snapshot, request, TestContext.Current.CancellationToken);
}
