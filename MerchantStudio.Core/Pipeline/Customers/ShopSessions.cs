using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.PurchaseIntent;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Some of a shop's sessions as the predictor takes them, with the whole past of their customers.</summary>
/// <param name="Log">Everything that the customers of those sessions did.</param>
/// <param name="Keys">Key of each customer of the log.</param>
/// <param name="Chosen">Sessions of the log to learn from and to test on.</param>
/// <param name="Today">Sessions of the log that began on the shop's last day with events.</param>
/// <param name="LastDay">That day.</param>
/// <param name="EndMilliseconds">Time of the shop's last event.</param>
/// <param name="Sessions">Sessions of the shop altogether.</param>
public sealed record ShopSessions(
    SessionLog Log, IReadOnlyList<string> Keys, IReadOnlyList<int> Chosen, IReadOnlyList<int> Today, DateOnly? LastDay, long EndMilliseconds, int Sessions)
{
    // Half a year shows every weekday often and is not yet another shop.
    private const long RecentMilliseconds = 180 * ShopClock.MillisecondsPerDay;

    /// <summary>Copies out what is needed, so that the snapshot can be closed.</summary>
    /// <param name="mostSessions">Sessions to choose at most, drawn by seed from those of half a year.</param>
    /// <param name="mostToday">The same for the last day, the latest ones.</param>
    public static ShopSessions Read(Snapshot snapshot, int mostSessions, int mostToday, ulong seed, CancellationToken cancellationToken)
    {
        var starts = Starts(snapshot, cancellationToken);
        var end = starts.Length == 0 ? 0 : End(snapshot);
        var clock = Clock(snapshot).Read();
        var lastDay = starts.Length == 0 ? (int?)null : clock.DayNumberOf(starts.Max());
        var today = Enumerable.Range(0, starts.Length).Where(session => clock.DayNumberOf(starts[session]) == lastDay)
            .OrderByDescending(session => starts[session]).ThenBy(session => session).Take(mostToday).ToHashSet();
        var chosen = Draw(starts, end, mostSessions, seed);
        return Copy(snapshot, chosen, today, cancellationToken) with
        {
            LastDay = lastDay is { } day ? DateOnly.FromDayNumber(day) : null,
            EndMilliseconds = end,
            Sessions = starts.Length,
        };
    }

    private static HashSet<int> Draw(long[] starts, long end, int most, ulong seed)
    {
        var recent = Enumerable.Range(0, starts.Length).Where(session => starts[session] > end - RecentMilliseconds).ToArray();
        return recent.Length <= most
            ? [.. recent]
            : [.. recent.OrderBy(session => SplitMix64.Mix((ulong)session ^ SplitMix64.Mix(seed))).Take(most)];
    }

    private static long[] Starts(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var starts = new long[snapshot.Header.SessionCount];
        Array.Fill(starts, long.MaxValue);
        var sessions = snapshot.RowSession[..snapshot.CustomerOffsets[^1]];
        var times = snapshot.RowTime;
        for (var row = 0; row < sessions.Length; row++)
        {
            if ((row & 0xFFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            if (sessions[row] >= 0)
            {
                starts[sessions[row]] = Math.Min(starts[sessions[row]], times[row]);
            }
        }
        // Sessions of rows without a customer come last; nobody's past is known of them.
        return starts[..(Array.IndexOf(starts, long.MaxValue) is >= 0 and var first ? first : starts.Length)];
    }

    private static long End(Snapshot snapshot)
    {
        var end = long.MinValue;
        foreach (var time in snapshot.RowTime)
        {
            end = Math.Max(end, time);
        }
        return end;
    }

    private static ShopSessions Copy(Snapshot snapshot, HashSet<int> chosen, HashSet<int> today, CancellationToken cancellationToken)
    {
        var (rows, customers, offsets) = (new List<int>(), new List<int>(), new List<int> { 0 });
        var sessions = snapshot.RowSession;
        var starts = snapshot.CustomerOffsets;
        for (var customer = 0; customer + 1 < starts.Length; customer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isWanted = false;
            for (var row = starts[customer]; row < starts[customer + 1] && !isWanted; row++)
            {
                isWanted = sessions[row] >= 0 && (chosen.Contains(sessions[row]) || today.Contains(sessions[row]));
            }
            if (isWanted)
            {
                rows.AddRange(Enumerable.Range(starts[customer], starts[customer + 1] - starts[customer]));
                customers.Add(customer);
                offsets.Add(rows.Count);
            }
        }
        var keys = rows.ConvertAll(row => snapshot.RowSession[row]).ToArray();
        var log = new SessionLog([.. offsets], Columns(snapshot, rows), keys);
        return new ShopSessions(log, [.. customers.Select(customer => snapshot.Customers.Keys[customer])], Numbers(log, keys, chosen), Numbers(log, keys, today), null, 0, 0);
    }

    private static int[] Numbers(SessionLog log, int[] keys, HashSet<int> wanted) =>
        [.. Enumerable.Range(0, log.SessionCount).Where(session => wanted.Contains(keys[log.RowsOf(session)[0]]))];

    private static SessionColumns Columns(Snapshot snapshot, List<int> rows)
    {
        var columns = new SessionColumns
        {
            Milliseconds = new long[rows.Count],
            LocalMilliseconds = new long[rows.Count],
            Kind = new byte[rows.Count],
            Item = new int[rows.Count],
            Category = new int[rows.Count],
            AmountMinor = new long[rows.Count],
        };
        // Every access to a column looks it up, so each is taken once.
        var clock = Clock(snapshot).Read();
        var times = snapshot.RowTime;
        var kinds = snapshot.RowKind;
        var items = snapshot.RowItem;
        var amounts = snapshot.RowAmount;
        var categories = snapshot.Items.Category.Codes;
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, item) = (rows[i], items[rows[i]]);
            columns.Milliseconds[i] = times[row];
            columns.LocalMilliseconds[i] = clock.ToLocal(times[row]);
            columns.Kind[i] = (byte)kinds[row];
            columns.Item[i] = item;
            columns.Category[i] = item < 0 ? -1 : categories[item];
            columns.AmountMinor[i] = amounts[row];
        }
        return columns;
    }

    private static ShopClock Clock(Snapshot snapshot)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(snapshot.Header.TimeZoneId);
        var (from, to) = (snapshot.Header.FromUtc ?? DateTime.UnixEpoch, snapshot.Header.ToUtc ?? DateTime.UnixEpoch);
        return new ShopClock(zone, new DateTimeOffset(from, TimeSpan.Zero).ToUnixTimeMilliseconds(), new DateTimeOffset(to, TimeSpan.Zero).ToUnixTimeMilliseconds());
    }
}
