namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// Where every row goes: sorted by customer, then time, then the order in which rows were added; rows without a customer
/// last. A counting sort by customer, then a sort of those customers whose rows are not in time order already.
/// </summary>
internal sealed class RowLayout
{
    /// <summary>Customer number of a row that the snapshot leaves out.</summary>
    public const int LeftOut = -2;

    private RowLayout(int[] sources, int[] offsets)
    {
        (Sources, Offsets) = (sources, offsets);
    }

    /// <summary>Per row of the snapshot: number of the raw row.</summary>
    public int[] Sources { get; }

    /// <summary>customers + 1 row numbers; the rows after the last one belong to nobody.</summary>
    public int[] Offsets { get; }

    public int RowCount => Sources.Length;

    /// <param name="rows">The raw rows.</param>
    /// <param name="customers">Number of customers.</param>
    /// <param name="customerOf">Customer of a raw row, -1 for nobody, <see cref="LeftOut"/> to leave it out.</param>
    public static RowLayout Of(RawRows rows, int customers, Func<int, int> customerOf)
    {
        var owner = new int[rows.Count];
        var starts = new int[customers + 2];
        for (var row = 0; row < owner.Length; row++)
        {
            var customer = customerOf(row);
            // Nobody's rows are counted behind the last customer's.
            owner[row] = customer == -1 ? customers : customer;
            if (customer != LeftOut)
            {
                starts[owner[row] + 1]++;
            }
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var sources = Scatter(owner, starts);
        SortByTime(rows.Time, sources, starts);
        return new RowLayout(sources, starts[..(customers + 1)]);
    }

    private static int[] Scatter(int[] owner, int[] starts)
    {
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        var sources = new int[starts[^1]];
        for (var row = 0; row < owner.Length; row++)
        {
            if (owner[row] != LeftOut)
            {
                sources[next[owner[row]]++] = row;
            }
        }

        return sources;
    }

    private static void SortByTime(GrowingColumn<long> times, int[] sources, int[] starts)
    {
        var scratch = Array.Empty<(long Time, int Row)>();
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            var part = sources.AsSpan(starts[i]..starts[i + 1]);
            if (IsSorted(times, part))
            {
                continue;
            }

            scratch = scratch.Length < part.Length ? new (long, int)[part.Length * 2] : scratch;
            for (var j = 0; j < part.Length; j++)
            {
                scratch[j] = (times[part[j]], part[j]);
            }

            scratch.AsSpan(0, part.Length).Sort();
            for (var j = 0; j < part.Length; j++)
            {
                part[j] = scratch[j].Row;
            }
        }
    }

    private static bool IsSorted(GrowingColumn<long> times, ReadOnlySpan<int> rows)
    {
        var last = long.MinValue;
        foreach (var row in rows)
        {
            var time = times[row];
            if (time < last)
            {
                return false;
            }

            last = time;
        }

        return true;
    }
}
