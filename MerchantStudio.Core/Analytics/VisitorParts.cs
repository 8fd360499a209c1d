using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics;

/// <summary>Customers [<paramref name="From"/>, <paramref name="To"/>) of a snapshot.</summary>
/// <param name="IsLast">The rows without a customer follow this part.</param>
internal readonly record struct VisitorPart(int From, int To, bool IsLast);

/// <summary>Cuts a snapshot's customers into parts of about equally many rows, so that every core can walk some of them.</summary>
internal static class VisitorParts
{
    // Parts are not equally much work, so there are some more than cores; small ones cost more to hand out than they save.
    private const int PartsPerCore = 4;
    private const int FewestRows = 50_000;

    /// <summary>Does the work on every part, several at a time.</summary>
    /// <param name="mostParts">Fewer parts for work that needs much memory for each.</param>
    /// <returns>The results in the order of the customers.</returns>
    public static T[] Run<T>(Snapshot snapshot, Func<VisitorPart, T> work, CancellationToken cancellationToken, int mostParts = int.MaxValue)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = Math.Min(Math.Min(Environment.ProcessorCount * PartsPerCore, mostParts), snapshot.RowCount / FewestRows);
        var parts = Of(snapshot.CustomerOffsets, snapshot.RowCount, count);
        if (parts.Count == 1)
        {
            return [work(parts[0])];
        }
        var results = new T[parts.Count];
        Parallel.For(0, parts.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            part => results[part] = work(parts[part]));
        return results;
    }

    internal static IReadOnlyList<VisitorPart> Of(ReadOnlySpan<int> offsets, int rows, int count)
    {
        var parts = new List<VisitorPart>();
        var customers = offsets.Length - 1;
        for (var (part, from) = (1, 0); part <= Math.Max(1, count); part++)
        {
            var to = part >= count ? customers : Math.Max(from, FirstAtOrAfter(offsets, (int)((long)rows * part / count)));
            if (to > from || part >= count)
            {
                parts.Add(new VisitorPart(from, to, part >= count));
            }
            from = to;
        }
        return parts;
    }

    private static int FirstAtOrAfter(ReadOnlySpan<int> offsets, int row)
    {
        var found = offsets.BinarySearch(row);
        return Math.Min(found >= 0 ? found : ~found, offsets.Length - 1);
    }
}
