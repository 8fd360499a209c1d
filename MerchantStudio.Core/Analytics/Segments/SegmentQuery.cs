using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>Sorts a shop's customers into the eleven groups, now and a month ago.</summary>
public sealed class SegmentQuery(SnapshotStore snapshots, AnalyticsCache cache, CustomerFactsReader facts)
{
    /// <param name="shopId">The shop.</param>
    /// <param name="asOfUtc">Nothing at or after this moment is looked at; null for the end of the data, or for now where they reach into the future.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <returns>Null for a shop without known customers.</returns>
    public async Task<CustomerSegments?> RunAsync(int shopId, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        if (snapshot.Header.ToUtc is null || snapshot.Header.CustomerCount == snapshot.Header.AnonymousCount)
        {
            return null;
        }

        var asOf = asOfUtc ?? facts.AsOf(snapshot);
        return cache.Get(snapshot, asOf, () => Compute(snapshot, asOf, cancellationToken));
    }

    internal static CustomerSegments Compute(Snapshot snapshot, DateTime asOfUtc, CancellationToken cancellationToken)
    {
        var now = RfmTable.At(snapshot, UnixTime.Milliseconds(asOfUtc), cancellationToken);
        var before = asOfUtc.AddMonths(-1);
        var hasBefore = snapshot.Header.FromUtc < before;
        return new CustomerSegments
        {
            Currency = snapshot.Header.Currency,
            AsOfUtc = asOfUtc,
            Groups = Groups(snapshot, now),
            HeatMap = HeatMap(now),
            ComparedWithUtc = hasBefore ? before : null,
            Moves = hasBefore ? Moves(snapshot, RfmTable.At(snapshot, UnixTime.Milliseconds(before), cancellationToken), now) : [],
            RecencyDays = now.RecencyDays,
            FrequencyOrders = now.FrequencyOrders,
            SpendMinor = now.SpendMinorBorders,
        };
    }

    private static List<SegmentGroup> Groups(Snapshot snapshot, RfmTable table)
    {
        var names = Enum.GetValues<SegmentName>();
        var (counts, spend) = (new int[names.Length], new long[names.Length]);
        foreach (var customer in Known(snapshot))
        {
            var name = (int)table.SegmentOf(customer);
            counts[name]++;
            spend[name] += table.SpendMinor[customer];
        }

        return [.. names.Select(name => new SegmentGroup(name, counts[(int)name], spend[(int)name], SegmentRules.CellsOf(name)))];
    }

    private static int[][] HeatMap(RfmTable table)
    {
        var grid = Enumerable.Range(0, SegmentRules.Scores).Select(_ => new int[SegmentRules.Scores]).ToArray();
        for (var customer = 0; customer < table.Recency.Length; customer++)
        {
            if (table.Recency[customer] > 0)
            {
                grid[table.Recency[customer] - 1][table.Frequency[customer] - 1]++;
            }
        }

        return grid;
    }

    private static List<SegmentMove> Moves(Snapshot snapshot, RfmTable before, RfmTable now) =>
    [
        .. Known(snapshot).GroupBy(customer => (From: before.SegmentOf(customer), To: now.SegmentOf(customer)))
            .Where(group => group.Key.From != group.Key.To)
            .Select(group => new SegmentMove(group.Key.From, group.Key.To, group.Count()))
            .OrderByDescending(move => move.Customers).ThenBy(move => move.From).ThenBy(move => move.To),
    ];

    private static IEnumerable<int> Known(Snapshot snapshot)
    {
        var flags = snapshot.Customers.Flags.ToArray();
        return Enumerable.Range(0, flags.Length).Where(customer => (flags[customer] & CustomerFlags.Anonymous) == 0);
    }
}
