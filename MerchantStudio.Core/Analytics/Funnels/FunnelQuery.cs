using System.Text.Json;
using MathNet.Numerics.Distributions;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>How many go from step to step, how long it takes them, and where they are lost.</summary>
public sealed class FunnelQuery(SnapshotStore snapshots, AnalyticsCache cache, FunnelEntryTables entries)
{
    /// <summary>Null for a shop without data.</summary>
    /// <exception cref="FunnelRequestException">The request contradicts itself or goes past a limit.</exception>
    public async Task<FunnelReport?> RunAsync(FunnelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        FunnelRequests.Check(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        // Lists compare by reference, so the request's text is what tells equal ones.
        return snapshot.RowCount == 0
            ? null
            : cache.Get(snapshot, JsonSerializer.Serialize(request), () => Compute(snapshot, request, cancellationToken, entries));
    }

    /// <summary>Keys of those who reached a required step and not the next one, in the order of their keys.</summary>
    /// <param name="step">0-based.</param>
    /// <param name="most">Longest list.</param>
    public async Task<IReadOnlyList<string>> DropOutsAsync(FunnelRequest request, int step, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        return snapshot.RowCount == 0 ? [] : DropOuts(snapshot, request, step, most, cancellationToken);
    }

    internal static FunnelReport Compute(Snapshot snapshot, FunnelRequest request, CancellationToken cancellationToken, FunnelEntryTables? entries = null)
    {
        var time = ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");
        var units = request.Trend is { } unit ? new UnitScale(time, unit) : null;
        var by = request.By is { } attribute ? AttributeNames.ReaderOf(snapshot, attribute) : null;
        var tally = new FunnelTally(request, units, by);
        if (entries is not null && FunnelEntries.Fit(request) && entries.Of(snapshot, Definition(request), request, time) is { } known)
        {
            known.Tell(snapshot, request.Range!.Value, tally);
        }
        else
        {
            foreach (var part in Walk(snapshot, new FunnelPlan(snapshot, request, time), () => new FunnelTally(request, units, by), cancellationToken))
            {
                tally.Add(part);
            }
        }
        var groups = Groups(snapshot, request, tally);
        return new FunnelReport
        {
            Steps = Steps(request.Steps, tally),
            Completion = Wilson.Share(tally.Completed, tally.Counts[0]),
            Groups = groups,
            GroupsPValue = PValue(groups),
            Trend = [.. tally.Trend()],
            Range = request.Range,
        };
    }

    internal static IReadOnlyList<string> DropOuts(Snapshot snapshot, FunnelRequest request, int step, int most, CancellationToken cancellationToken)
    {
        var next = Enumerable.Range(step + 1, Math.Max(0, request.Steps.Count - step - 1)).FirstOrDefault(i => !request.Steps[i].Optional, -1);
        if (next < 0 || request.Steps[step].Optional)
        {
            throw new FunnelRequestException(FunnelProblem.NobodyDropsOut, step + 1);
        }
        var time = ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");
        var found = Walk(snapshot, new FunnelPlan(snapshot, request, time), () => new DropOutSink(1u << step, 1u << next, most), cancellationToken);
        return [.. found.SelectMany(part => part.Customers).Take(most).Select(customer => snapshot.Customers.Keys[customer])];
    }

    private static string Definition(FunnelRequest request) => JsonSerializer.Serialize(request with { Range = null, By = null, Trend = null, Top = 0 });

    private static T[] Walk<T>(Snapshot snapshot, FunnelPlan plan, Func<T> sinkOf, CancellationToken cancellationToken)
        where T : IFunnelSink => VisitorParts.Run(snapshot, part =>
        {
            var sink = sinkOf();
            new FunnelPass(snapshot, plan).Run(part, sink, cancellationToken);
            return sink;
        }, cancellationToken);

    private static List<FunnelStepFigures> Steps(IReadOnlyList<FunnelStep> steps, FunnelTally tally)
    {
        var figures = new List<FunnelStepFigures>();
        var previous = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var count = tally.Counts[i];
            figures.Add(new FunnelStepFigures
            {
                Event = steps[i].Event,
                Optional = steps[i].Optional,
                Count = count,
                ShareOfFirst = Wilson.Share(count, tally.Counts[0]).Value,
                ShareOfPrevious = i == 0 ? null : Wilson.Share(count, tally.Counts[previous]).Value,
                DroppedOut = i == 0 || steps[i].Optional ? null : tally.Counts[previous] - count,
                MedianTime = Quantile(tally.Elapsed(i), 0.5),
                Percentile90Time = Quantile(tally.Elapsed(i), 0.9),
            });
            previous = steps[i].Optional ? previous : i;
        }
        return figures;
    }

    // The smallest time that at least that share of people did not exceed.
    private static TimeSpan? Quantile(Span<long> times, double share) =>
        times.IsEmpty ? null : TimeSpan.FromMilliseconds(OrderStatistic.Of(times, (int)Math.Ceiling(share * times.Length) - 1));

    private static IReadOnlyList<FunnelGroup> Groups(Snapshot snapshot, FunnelRequest request, FunnelTally tally)
    {
        if (request.By is not { } by)
        {
            return [];
        }
        var names = AttributeNames.Of(snapshot, by);
        // Two columns can hold the same category name, so groups are put together by name.
        return
        [
            .. tally.Groups.GroupBy(group => group.Key < 0 ? null : names[group.Key])
                .Select(group => (Name: group.Key, Counts: group.Select(codes => codes.Value).Aggregate((one, other) => [.. one.Zip(other, (a, b) => a + b)])))
                .OrderByDescending(group => group.Counts[0]).ThenBy(group => group.Name, StringComparer.Ordinal).Take(request.Top)
                .Select(group => new FunnelGroup(group.Name, group.Counts[..^1], Wilson.Share(group.Counts[^1], group.Counts[0]))),
        ];
    }

    // Pearson's test of homogeneity (1900) on completed and not completed.
    private static double? PValue(IReadOnlyList<FunnelGroup> groups)
    {
        var (entered, completed) = (groups.Sum(group => group.Completion.Of), groups.Sum(group => group.Completion.Count));
        if (groups.Count < 2 || completed == 0 || completed == entered)
        {
            return null;
        }
        var share = completed / (double)entered;
        var statistic = groups.Sum(group =>
        {
            var expected = group.Completion.Of * share;
            var away = group.Completion.Count - expected;
            return away * away / (expected * (1 - share));
        });
        return 1 - ChiSquared.CDF(groups.Count - 1, statistic);
    }

    private sealed class DropOutSink(uint reached, uint missed, int most) : IFunnelSink
    {
        public SortedSet<int> Customers { get; } = [];

        public void Add(int customer, in EventColumns columns, in FunnelOutcome outcome, ReadOnlySpan<long> elapsed)
        {
            if ((outcome.Reached & reached) != 0 && (outcome.Reached & missed) == 0 && Customers.Count < most)
            {
                _ = Customers.Add(customer);
            }
        }
    }
}
