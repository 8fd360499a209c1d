namespace MerchantStudio.Core.Predictors;

/// <summary>
/// Order lines of one shop in columns, sorted by customer and then by time: what the predictors are given. Customer
/// <c>c</c> owns the lines <c>Offsets[c] … Offsets[c + 1] - 1</c>.
/// </summary>
public sealed record PurchaseLog
{
    /// <summary>Length: customers + 1.</summary>
    public required int[] Offsets { get; init; }

    /// <summary>When the line was ordered, in whole seconds since 1970 (UTC).</summary>
    public required long[] Seconds { get; init; }

    /// <summary>The shop's calendar day of the line, in days since 1970: orders of one day are one purchase occasion.</summary>
    public required int[] Day { get; init; }

    /// <summary>Number of the order that the line belongs to.</summary>
    public required int[] Order { get; init; }

    /// <summary>Number of the product.</summary>
    public required int[] Item { get; init; }

    /// <summary>Number of the product's category; -1 where the shop names none.</summary>
    public required int[] Category { get; init; }

    public required float[] Quantity { get; init; }

    /// <summary>Signed amount in minor units; returns are negative.</summary>
    public required long[] AmountMinor { get; init; }

    /// <summary>True where the line takes goods or money back.</summary>
    public required bool[] IsReturn { get; init; }

    /// <summary>What else the customers did; <see langword="null"/> for a shop without events.</summary>
    public EventLog? Events { get; init; }

    public int CustomerCount => Offsets.Length - 1;

    public int LineCount => Seconds.Length;

    /// <summary>The same log without anything that happened at or after <paramref name="cutoffSeconds"/>. Customers keep their numbers.</summary>
    public PurchaseLog Before(long cutoffSeconds)
    {
        var (offsets, kept) = Columns.KeepBefore(Offsets, Seconds, cutoffSeconds);
        return new PurchaseLog
        {
            Offsets = offsets,
            Seconds = Columns.Take(Seconds, kept),
            Day = Columns.Take(Day, kept),
            Order = Columns.Take(Order, kept),
            Item = Columns.Take(Item, kept),
            Category = Columns.Take(Category, kept),
            Quantity = Columns.Take(Quantity, kept),
            AmountMinor = Columns.Take(AmountMinor, kept),
            IsReturn = Columns.Take(IsReturn, kept),
            Events = Events?.Before(cutoffSeconds),
        };
    }
}

/// <summary>Events of the same customers, sorted by customer and then by time.</summary>
public sealed record EventLog
{
    /// <summary>Length: customers + 1.</summary>
    public required int[] Offsets { get; init; }

    /// <summary>Seconds since 1970 (UTC).</summary>
    public required long[] Seconds { get; init; }

    /// <summary>Code of the <see cref="Domain.InteractionKind"/>.</summary>
    public required byte[] Kind { get; init; }

    public EventLog Before(long cutoffSeconds)
    {
        var (offsets, kept) = Columns.KeepBefore(Offsets, Seconds, cutoffSeconds);
        return new EventLog { Offsets = offsets, Seconds = Columns.Take(Seconds, kept), Kind = Columns.Take(Kind, kept) };
    }
}

internal static class Columns
{
    /// <summary>Row numbers before the cut-off, and the offsets of what is left.</summary>
    public static (int[] Offsets, int[] Kept) KeepBefore(int[] offsets, long[] seconds, long cutoffSeconds)
    {
        var newOffsets = new int[offsets.Length];
        var kept = new List<int>(seconds.Length);
        for (var customer = 0; customer + 1 < offsets.Length; customer++)
        {
            for (var row = offsets[customer]; row < offsets[customer + 1] && seconds[row] < cutoffSeconds; row++)
            {
                kept.Add(row);
            }

            newOffsets[customer + 1] = kept.Count;
        }

        return (newOffsets, [.. kept]);
    }

    public static T[] Take<T>(T[] column, int[] rows)
    {
        var taken = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = column[rows[i]];
        }

        return taken;
    }
}
