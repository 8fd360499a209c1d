using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Kpis;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>The ordered four-step funnel within seven days, from each visitor's first view.</summary>
public class FunnelEventsComparison : EventComparison
{
    private static readonly string[] s_steps = ["view_item", "add_to_cart", "begin_checkout", "purchase"];

    public override string Name => "funnel-events";

    public override string Description => "The ordered funnel view, cart, checkout, purchase within 7 days over ten million events, with the median time of each step, from each visitor's first view.";

    protected override string Question => "funnel";

    protected virtual FunnelEntry Entry => FunnelEntry.First;

    internal override IEnumerable<string[]> Answer(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var request = new FunnelRequest(1, [.. s_steps.Select(step => new FunnelStep(step))]) { Entry = Entry };
        return [[.. FunnelQuery.Compute(snapshot, request, cancellationToken).Steps.Select(step => Text(step.Count))]];
    }

    internal override IEnumerable<Memory> ColumnsOf(Snapshot snapshot) => [Memory.Kind, Memory.Time];
}

/// <summary>The same funnel where any chain of the steps counts.</summary>
public sealed class FunnelChainEventsComparison : FunnelEventsComparison
{
    public override string Name => "funnel-chain-events";

    public override string Description => "The same funnel where any chain of the steps within 7 days counts.";

    protected override string Question => "funnel-chain";

    protected override FunnelEntry Entry => FunnelEntry.AnyChain;
}

/// <summary>Who comes back in which week after the week of the first visit.</summary>
public sealed class RetentionEventsComparison : EventComparison
{
    public override string Name => "retention-events";

    public override string Description => "The weekly retention grid over ten million events, with the revenue and orders of every cell.";

    protected override string Question => "retention";

    internal override IEnumerable<string[]> Answer(Snapshot snapshot, CancellationToken cancellationToken) =>
        RetentionQuery.Compute(snapshot, new RetentionRequest(1), cancellationToken).Cohorts.SelectMany(cohort =>
            cohort.Cells.Where(cell => cell.Count > 0).Select(cell => (string[])[Text(cohort.Start), Text(cell.After), Text(cell.Count)]));

    internal override IEnumerable<Memory> ColumnsOf(Snapshot snapshot) => [Memory.Kind, Memory.Time];
}

/// <summary>The figures of every day.</summary>
public sealed class KpisEventsComparison : EventComparison
{
    public override string Name => "kpis-events";

    public override string Description => "Daily events, visitors, sessions, views, carts, checkouts, purchases, buying sessions and revenue over ten million events.";

    protected override string Question => "kpis";

    internal override IEnumerable<string[]> Answer(Snapshot snapshot, CancellationToken cancellationToken) =>
        KpiQuery.Compute(snapshot, new KpiRequest(1, CalendarUnit.Day), cancellationToken).Points.Where(point => point.Events > 0).Select(point => (string[])
        [
            Text(point.Start), Text(point.Events), Text(point.Visitors), Text(point.Sessions), Text(point.Views), Text(point.Carts),
            Text(point.Checkouts), Text(point.PurchaseLines), Text(point.BuyingSessions), Text(point.RevenueMinor),
        ]);

    internal override IEnumerable<Memory> ColumnsOf(Snapshot snapshot) => [Memory.Kind, Memory.Time, Memory.Session];
}
