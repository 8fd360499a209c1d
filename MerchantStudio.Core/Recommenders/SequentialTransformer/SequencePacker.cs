namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// Lays sequences side by side in rows of equal length, so that little is computed for nothing: most customers bought far
/// less than the longest row holds. A later mask keeps those who share a row from seeing each other.
/// </summary>
internal static class SequencePacker
{
    // Rows that are open at once: more fill better, fewer keep the order of the sequences.
    private const int OpenRows = 32;

    /// <summary>The numbers of the sequences in each row, in the order given; no row's lengths sum to more than <paramref name="rowLength"/>.</summary>
    /// <param name="lengths">Length of each sequence, 1 … <paramref name="rowLength"/>.</param>
    /// <param name="order">The sequences to lay out, by number.</param>
    public static List<int[]> Pack(ReadOnlySpan<int> lengths, ReadOnlySpan<int> order, int rowLength)
    {
        var done = new List<int[]>();
        var open = new List<OpenRow>();
        foreach (var sequence in order)
        {
            var length = lengths[sequence];
            var row = open.Find(candidate => candidate.Used + length <= rowLength);
            if (row is null)
            {
                CloseFullest(open, done);
                row = new OpenRow();
                open.Add(row);
            }

            row.Members.Add(sequence);
            row.Used += length;
        }

        done.AddRange(open.Select(row => row.Members.ToArray()));
        return done;
    }

    private static void CloseFullest(List<OpenRow> open, List<int[]> done)
    {
        if (open.Count < OpenRows)
        {
            return;
        }

        var fullest = open.MaxBy(row => row.Used)!;
        open.Remove(fullest);
        done.Add([.. fullest.Members]);
    }

    private sealed class OpenRow
    {
        public List<int> Members { get; } = [];

        public int Used { get; set; }
    }
}
