using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Tests.Analytics.Funnels;

namespace MerchantStudio.Tests.Analytics.Conversion;

public sealed class RateDecompositionTests
{
    [Fact]
    public void Of_AnyGroups_EqualsTheReferenceAndAddsUpToTheChange() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var groups = Groups(new SeededRandom((ulong)seed));
        var change = RateDecomposition.Of(groups);
        if (groups.Sum(group => group.Before.Visits) == 0 || groups.Sum(group => group.Now.Visits) == 0)
        {
            change.ShouldBeNull();
            return;
        }

        change.ShouldNotBeNull();
        (change.Mix + change.Steps.Sum()).ShouldBe(change.Change, 1e-12);
        change.Groups.Sum(group => group.Mix + group.Rate).ShouldBe(change.Change, 1e-12);
        for (var i = 0; i < groups.Count; i++)
        {
            var (mix, steps) = Reference(groups, i);
            change.Groups[i].Mix.ShouldBe(mix, 1e-12);
            change.Groups[i].Steps.Zip(steps).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Of_MoreVisitsOfAGroupThatBuysLess_BlamesTheMixAlone()
    {
        // Phones convert 1 %, desktops 3 %, as before; phones went from half of the visits to three quarters.
        var change = RateDecomposition.Of(
        [
            new VisitGroup("phone", Visits(15_000, 0.01), Visits(10_000, 0.01)),
            new VisitGroup("desktop", Visits(5_000, 0.03), Visits(10_000, 0.03)),
        ]).ShouldNotBeNull();

        change.Change.ShouldBe(-0.005, 1e-12);
        change.Mix.ShouldBe(-0.005, 1e-12);
        change.Steps.ShouldAllBe(step => Math.Abs(step) < 1e-12);
    }

    [Fact]
    public void Of_ACheckoutThatLosesHalf_BlamesTheLastStep()
    {
        var before = new VisitFigures { Visits = 1_000, Viewed = 800, Carted = 200, CheckedOut = 100, Bought = 60, RevenueMinor = 0 };
        var change = RateDecomposition.Of([new VisitGroup(null, before with { Bought = 30 }, before)]).ShouldNotBeNull();

        change.Steps[3].ShouldBe(-0.03, 1e-12);
        change.Steps.Take(3).ShouldAllBe(step => Math.Abs(step) < 1e-12);
    }

    // Every order in which the four steps could have changed, one after the other, averaged.
    private static (double Mix, double[] Steps) Reference(List<VisitGroup> groups, int index)
    {
        double before = groups.Sum(group => group.Before.Visits), now = groups.Sum(group => group.Now.Visits);
        var middle = ((groups.Sum(group => group.Before.Bought) / before) + (groups.Sum(group => group.Now.Bought) / now)) / 2;
        var group = groups[index];
        var (shareBefore, shareNow) = (group.Before.Visits / before, group.Now.Visits / now);
        var rates = Enumerable.Range(0, 4).Select(step => (Before: group.Before.StepRate(step) ?? group.Now.StepRate(step) ?? 0, Now: group.Now.StepRate(step) ?? group.Before.StepRate(step) ?? 0)).ToList();
        var mix = (shareNow - shareBefore) * (((rates.Aggregate(1.0, (p, r) => p * r.Before) + rates.Aggregate(1.0, (p, r) => p * r.Now)) / 2) - middle);
        var (steps, orders) = (new double[4], Orders([0, 1, 2, 3]).ToList());
        foreach (var order in orders)
        {
            var at = rates.Select(rate => rate.Before).ToArray();
            foreach (var step in order)
            {
                var from = at.Aggregate(1.0, (p, r) => p * r);
                at[step] = rates[step].Now;
                steps[step] += (shareBefore + shareNow) / 2 * (at.Aggregate(1.0, (p, r) => p * r) - from) / orders.Count;
            }
        }
        return (mix, steps);
    }

    private static IEnumerable<List<int>> Orders(List<int> steps) => steps.Count == 0
        ? [[]]
        : steps.SelectMany(first => Orders([.. steps.Where(step => step != first)]).Select(rest => (List<int>)[first, .. rest]));

    private static List<VisitGroup> Groups(SeededRandom chance) =>
        [.. Enumerable.Range(0, 1 + chance.NextInt(5)).Select(i => new VisitGroup($"g{i}", Figures(chance), Figures(chance)))];

    // Groups without visits and stages that nobody reached come up all the time.
    private static VisitFigures Figures(SeededRandom chance)
    {
        var counts = new int[5];
        counts[0] = chance.NextInt(4) == 0 ? 0 : chance.NextInt(50);
        for (var stage = 1; stage < 5; stage++)
        {
            counts[stage] = chance.NextInt(counts[stage - 1] + 1);
        }
        return new VisitFigures { Visits = counts[0], Viewed = counts[1], Carted = counts[2], CheckedOut = counts[3], Bought = counts[4], RevenueMinor = 0 };
    }

    private static VisitFigures Visits(int visits, double rate)
    {
        var bought = (int)Math.Round(visits * rate);
        return new VisitFigures { Visits = visits, Viewed = visits, Carted = visits, CheckedOut = visits, Bought = bought, RevenueMinor = 0 };
    }
}
