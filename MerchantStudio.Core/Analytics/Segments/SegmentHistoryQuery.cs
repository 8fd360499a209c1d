using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>The eleven groups at the start of a month, and who had moved since the month before.</summary>
/// <param name="AsOfUtc">The moment: midnight of the shop's first of the month, or the end of the data.</param>
/// <param name="Customers">By group, in the order of <see cref="SegmentName"/>. Who had not been heard of yet is in none.</param>
/// <param name="Moves">From the moment before, those who stayed among them; empty for the first moment.</param>
public sealed record SegmentMonth(DateTime AsOfUtc, IReadOnlyList<int> Customers, IReadOnlyList<SegmentMove> Moves);

public sealed record SegmentHistory(IReadOnlyList<SegmentMonth> Months);

/// <summary>Follows a shop's customers through the eleven groups from month to month.</summary>
public sealed class SegmentHistoryQuery(SnapshotStore snapshots, AnalyticsCache cache, CustomerFactsReader facts)
{
    public const int MostMonths = 13;

    /// <summary>The oldest first; null for a shop without known customers.</summary>
    public async Task<SegmentHistory?> RunAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        if (snapshot.Header.FromUtc is not { } from || snapshot.Header.CustomerCount == snapshot.Header.AnonymousCount)
        {
            return null;
        }

        var end = facts.AsOf(snapshot);
        return cache.Get(snapshot, end, () => new SegmentHistory(Compute(snapshot, Moments(snapshot, from, end), cancellationToken)));
    }

    /// <summary>Keys of the customers of one move.</summary>
    /// <param name="shopId">The shop.</param>
    /// <param name="asOfUtc">The later of the two moments, as a <see cref="SegmentMonth"/> has it; nobody for any other.</param>
    /// <param name="from">Their group a month before.</param>
    /// <param name="to">Their group then.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public async Task<IReadOnlyList<string>> MoversAsync(int shopId, DateTime asOfUtc, SegmentName from, SegmentName to, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        return snapshot.Header.FromUtc is { } first ? Movers(snapshot, Moments(snapshot, first, facts.AsOf(snapshot)), asOfUtc, from, to, cancellationToken) : [];
    }

    internal static IReadOnlyList<string> Movers(
        Snapshot snapshot, IReadOnlyList<DateTime> moments, DateTime asOfUtc, SegmentName from, SegmentName to, CancellationToken cancellationToken)
    {
        var later = moments.ToList().IndexOf(asOfUtc);
        if (later < 1)
        {
            return [];
        }

        var first = FirstSeen(snapshot);
        var (before, now) = (At(snapshot, first, moments[later - 1], cancellationToken), At(snapshot, first, moments[later], cancellationToken));
        return [.. Enumerable.Range(0, now.Length).Where(customer => before[customer] == from && now[customer] == to).Select(customer => snapshot.Customers.Keys[customer])];
    }

    /// <summary>First of each month in the shop's zone after the first row, and the end; the last <see cref="MostMonths"/> of them.</summary>
    internal static IReadOnlyList<DateTime> Moments(Snapshot snapshot, DateTime fromUtc, DateTime endUtc)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(snapshot.Header.TimeZoneId);
        var last = TimeZoneInfo.ConvertTimeFromUtc(endUtc, zone);
        var month = new DateTime(last.Year, last.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var moments = new List<DateTime> { endUtc };
        for (var back = 0; moments.Count < MostMonths; back++)
        {
            var start = month.AddMonths(-back);
            var utc = TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(start) ? start.AddHours(1) : start, zone);
            if (utc <= fromUtc)
            {
                break;
            }

            if (utc < endUtc)
            {
                moments.Add(utc);
            }
        }

        moments.Reverse();
        return moments;
    }

    internal static IReadOnlyList<SegmentMonth> Compute(Snapshot snapshot, IReadOnlyList<DateTime> moments, CancellationToken cancellationToken)
    {
        var months = new List<SegmentMonth>();
        var first = FirstSeen(snapshot);
        SegmentName?[]? before = null;
        foreach (var moment in moments)
        {
            var now = At(snapshot, first, moment, cancellationToken);
            months.Add(new SegmentMonth(moment, Count(now), before is null ? [] : Moves(before, now)));
            before = now;
        }

        return months;
    }

    // Who had not done anything yet was no prospect then: the shop did not know them.
    private static SegmentName?[] At(Snapshot snapshot, long[] first, DateTime moment, CancellationToken cancellationToken)
    {
        var (table, ms) = (RfmTable.At(snapshot, UnixTime.Milliseconds(moment), cancellationToken), UnixTime.Milliseconds(moment));
        var flags = snapshot.Customers.Flags;
        var segments = new SegmentName?[first.Length];
        for (var customer = 0; customer < segments.Length; customer++)
        {
            segments[customer] = (flags[customer] & CustomerFlags.Anonymous) == 0 && first[customer] < ms ? table.SegmentOf(customer) : null;
        }

        return segments;
    }

    private static long[] FirstSeen(Snapshot snapshot)
    {
        var offsets = snapshot.CustomerOffsets;
        var times = snapshot.RowTime;
        var since = snapshot.Customers.Since;
        var first = new long[snapshot.Customers.Count];
        for (var customer = 0; customer < first.Length; customer++)
        {
            var row = offsets[customer] < offsets[customer + 1] ? times[offsets[customer]] : long.MaxValue;
            first[customer] = Math.Min(row, since[customer] == long.MinValue ? long.MaxValue : since[customer]);
        }

        return first;
    }

    private static int[] Count(SegmentName?[] segments)
    {
        var counts = new int[Enum.GetValues<SegmentName>().Length];
        foreach (var segment in segments)
        {
            if (segment is { } name)
            {
                counts[(int)name]++;
            }
        }

        return counts;
    }

    private static IReadOnlyList<SegmentMove> Moves(SegmentName?[] before, SegmentName?[] now)
    {
        var names = Enum.GetValues<SegmentName>();
        var counts = new int[names.Length * names.Length];
        for (var customer = 0; customer < now.Length; customer++)
        {
            if (before[customer] is { } from && now[customer] is { } to)
            {
                counts[((int)from * names.Length) + (int)to]++;
            }
        }

        return [.. names.SelectMany(from => names.Select(to => new SegmentMove(from, to, counts[((int)from * names.Length) + (int)to])).Where(move => move.Customers > 0))];
    }
}
