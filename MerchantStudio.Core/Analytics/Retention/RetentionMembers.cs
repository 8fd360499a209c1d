using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Retention;

/// <summary>The members of cohorts of whose events and orders the first that names an attribute names one value. Safe for several threads.</summary>
internal sealed class RetentionMembers(Snapshot snapshot, FunnelAttribute by, string? name)
{
    private readonly AttributeReader _read = AttributeNames.ReaderOf(snapshot, by);

    // Two columns can hold the same category name, so more than one code can be meant.
    private readonly HashSet<int> _codes = name is null ? [-1] : [.. AttributeNames.Of(snapshot, by).Select((one, code) => (one, code)).Where(pair => pair.one == name).Select(pair => pair.code)];

    /// <param name="from">First row of the customer.</param>
    /// <param name="to">Behind the last one.</param>
    public bool Takes(int from, int to) => _codes.Contains(FirstNamed(new EventColumns(snapshot), _read, from, to));

    /// <summary>The names that most members have, null among them for those who have none.</summary>
    public static IReadOnlyList<string?> Largest(Snapshot snapshot, RetentionRequest request, FunnelAttribute by, CancellationToken cancellationToken)
    {
        var names = AttributeNames.Of(snapshot, by);
        var counts = new int[names.Count + 1];
        var columns = new EventColumns(snapshot);
        var read = AttributeNames.ReaderOf(snapshot, by);
        var offsets = snapshot.CustomerOffsets;
        for (var customer = 0; customer + 1 < offsets.Length; customer++)
        {
            if ((customer & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            var kinds = columns.Kind[offsets[customer]..offsets[customer + 1]];
            var first = request.Start == CohortStart.FirstPurchase ? kinds.IndexOf(InteractionKind.Purchase) : kinds.IsEmpty ? -1 : 0;
            if (first >= 0)
            {
                counts[FirstNamed(columns, read, offsets[customer], offsets[customer + 1]) is >= 0 and var code ? code : names.Count]++;
            }
        }
        return [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).GroupBy(code => code < names.Count ? names[code] : null)
            .OrderByDescending(group => group.Sum(code => counts[code])).ThenBy(group => group.Key, StringComparer.Ordinal).Take(request.Top).Select(group => group.Key)];
    }

    // Orders seldom say where somebody came from, the visit before them does.
    private static int FirstNamed(in EventColumns columns, AttributeReader read, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            if (read(columns, row) is >= 0 and var code)
            {
                return code;
            }
        }
        return -1;
    }
}
