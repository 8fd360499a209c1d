using System.Numerics;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// Finds amounts out of all proportion in one pass: amounts are counted in buckets a quarter of a doubling wide, and an
/// outlier is one whose bucket lies at least <see cref="Steps"/> above that of the median (about a hundred times as much).
/// </summary>
internal sealed class AmountScale
{
    public const int Steps = 27;

    // Too few amounts have no typical one.
    private const long Fewest = 20;
    private const int Kept = 3;

    private readonly long[] _counts = new long[64 * 4];
    private readonly PriorityQueue<SampleRow, long> _largest = new();
    private long _total;
    private long _least;

    /// <summary>The bucket of an amount other than 0; sign does not count.</summary>
    public static int BucketOf(long amount)
    {
        var size = amount == long.MinValue ? ulong.MaxValue : (ulong)Math.Abs(amount);
        var doubling = BitOperations.Log2(size);
        // The two bits after the leading one say which quarter.
        var quarter = doubling >= 2 ? (int)(size >> (doubling - 2)) & 3 : (int)(size << (2 - doubling)) & 3;
        return (doubling * 4) + quarter;
    }

    public void Add(long amount, Func<SampleRow> row)
    {
        if (Count(amount))
        {
            Keep(amount, row());
        }
    }

    /// <summary>Counts an amount.</summary>
    /// <returns>Whether it is among the largest so far, so that its row is worth keeping.</returns>
    public bool Count(long amount)
    {
        if (amount == 0)
        {
            return false;
        }

        _counts[BucketOf(amount)]++;
        _total++;
        return SizeOf(amount) > _least;
    }

    public void Keep(long amount, SampleRow row)
    {
        _largest.Enqueue(row, SizeOf(amount));
        if (_largest.Count > Kept)
        {
            _ = _largest.Dequeue();
        }

        _least = _largest.Count == Kept && _largest.TryPeek(out _, out var least) ? least : 0;
    }

    private static long SizeOf(long amount) => amount == long.MinValue ? long.MaxValue : Math.Abs(amount);

    /// <summary>How many amounts are outliers, and the largest of them.</summary>
    public (long Count, IReadOnlyList<SampleRow> Largest) Outliers()
    {
        if (_total < Fewest)
        {
            return (0, []);
        }

        var median = 0;
        for (var seen = _counts[0]; seen * 2 < _total; seen += _counts[++median])
        {
        }

        var first = Math.Min(median + Steps, _counts.Length);
        var count = _counts[first..].Sum();
        var samples = _largest.UnorderedItems.OrderByDescending(item => item.Priority).Where(item => BucketOf(item.Priority) >= first).Select(item => item.Element);
        return (count, [.. samples]);
    }
}
