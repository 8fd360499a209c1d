using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Goals;

/// <summary>The rates that goals watch, day by day, each with the band that its past lets expect.</summary>
public sealed class GoalQuery(SnapshotStore snapshots, AnalyticsCache cache, VisitTables tables, GoalStore goals)
{
    private const int ShownDays = 60;

    /// <summary>Null for a shop without visits.</summary>
    public async Task<GoalReport?> RunAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        if (snapshot.Header.SessionCount == 0)
        {
            return null;
        }
        var kept = await goals.ListAsync(shopId, cancellationToken).ConfigureAwait(false);
        var report = cache.Get(snapshot, nameof(GoalReport), () => Compute(snapshot, tables, cancellationToken));
        return report with { Measures = [.. report.Measures.Select(series => series with { Goal = kept.FirstOrDefault(goal => goal.Measure == series.Measure) })] };
    }

    internal static GoalReport Compute(Snapshot snapshot, VisitTables tables, CancellationToken cancellationToken)
    {
        var time = ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");
        var days = Days(tables.Of(snapshot, time), time, cancellationToken);
        return new GoalReport(snapshot.Header.Currency, [.. Enum.GetValues<GoalMeasure>().Select(measure => new GoalSeries(measure, Judged(measure, days), null))]);
    }

    internal static IReadOnlyList<GoalDay> Judged(GoalMeasure measure, IReadOnlyList<VisitPoint> days)
    {
        var rates = days.Select(day => Rate(measure, day)).ToList();
        var first = Math.Max(0, rates.Count - ShownDays);
        return
        [
            .. rates.Skip(first).Select((rate, i) =>
            {
                var at = first + i;
                var from = Math.Max(0, at - (7 * RateBand.Weeks));
                return new GoalDay(rate.Day, rate.Rate, rate.Trials, RateBand.Of(rates.GetRange(from, at - from), rate, measure != GoalMeasure.RevenuePerVisit));
            }),
        ];
    }

    private static IReadOnlyList<VisitPoint> Days(VisitTable table, ShopTime time, CancellationToken cancellationToken)
    {
        // The last day with data is most often the day of the export, and not over.
        var last = time.Span.To.AddDays(-1);
        var first = last.AddDays(1 - ShownDays - (7 * RateBand.Weeks));
        if (last < time.Span.From)
        {
            return [];
        }
        var slots = new CalendarSlots(new DayRange(first < time.Span.From ? time.Span.From : first, last), CalendarUnit.Day);
        var tally = new VisitTally(table, slots);
        tally.Run(slots.Range, table.DaysOf(null, null, cancellationToken));
        return tally.Trend;
    }

    private static DayRate Rate(GoalMeasure measure, VisitPoint day)
    {
        var figures = day.Figures;
        return measure switch
        {
            GoalMeasure.AddToCart => new DayRate(day.Start, figures.StepRate(1), figures.Viewed),
            GoalMeasure.CheckoutCompletion => new DayRate(day.Start, figures.StepRate(3), figures.CheckedOut),
            GoalMeasure.RevenuePerVisit => new DayRate(day.Start, figures.RevenuePerVisitMinor, figures.Visits),
            _ => new DayRate(day.Start, figures.Conversion.Value, figures.Visits),
        };
    }
}
