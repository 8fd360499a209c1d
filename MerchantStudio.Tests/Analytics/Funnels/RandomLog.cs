using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics.Funnels;

/// <summary>
/// Events of a few visitors made of a seed: many at the same time, many just on and just past the edges of windows, over
/// midnight and both changes of the clock in London.
/// </summary>
internal sealed class RandomLog
{
    public const string TimeZone = "Europe/London";

    /// <summary>Visitors whose rows are more than one core would walk.</summary>
    public const int EnoughForSeveralParts = 20_000;

    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;

    private static readonly InteractionKind[] s_kinds =
        [InteractionKind.ViewItem, InteractionKind.AddToCart, InteractionKind.BeginCheckout, InteractionKind.Purchase, InteractionKind.RemoveFromCart];

    private static readonly DateTime[] s_starts =
        [new(2011, 3, 26, 22, 0, 0), new(2011, 10, 29, 22, 0, 0), new(2011, 6, 30, 21, 0, 0), new(2011, 12, 31, 23, 0, 0)];

    private RandomLog(IReadOnlyList<SnapshotRow> rows) => Rows = rows;

    /// <summary>Seeds all over the place; FsCheck's own integers stay near zero.</summary>
    public static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue).ToArbitrary();

    /// <summary>In the order in which they were imported.</summary>
    public IReadOnlyList<SnapshotRow> Rows { get; }

    public static RandomLog Of(int seed) => Of(seed, 1 + new SeededRandom(unchecked((ulong)seed)).Fork(1).NextInt(5));

    /// <summary>A log of so many visitors; of many, several cores share the work.</summary>
    public static RandomLog Of(int seed, int visitors)
    {
        var chance = new SeededRandom(unchecked((ulong)seed));
        var rows = new List<SnapshotRow>();
        for (var visitor = visitors; visitor > 0; visitor--)
        {
            AddVisitor(chance, rows, visitor);
        }
        return new RandomLog(rows);
    }

    public SnapshotFile Open()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", TimeZone));
        // A file has its columns whether or not these few rows fill them.
        _ = (builder.Own.ColumnOf("plan"), builder.Own.ColumnOf("page variant"));
        foreach (var row in Rows)
        {
            builder.Add(row);
        }
        return new SnapshotFile(builder);
    }

    /// <summary>Events by visitor, in the order of time and, within a time, of import.</summary>
    public IEnumerable<IReadOnlyList<SnapshotRow>> Visitors =>
        Rows.GroupBy(row => row.CustomerKey ?? row.VisitorKey).OrderBy(visitor => visitor.Key, StringComparer.Ordinal)
            .Select(visitor => (IReadOnlyList<SnapshotRow>)[.. visitor.OrderBy(row => row.Time)]);

    private static Dictionary<string, string>? OwnOf(SeededRandom chance) => chance.NextInt(4) switch
    {
        0 => null,
        1 => new() { ["plan"] = "gold" },
        2 => new() { ["plan"] = "silver", ["page variant"] = "A" },
        _ => new() { ["page variant"] = chance.NextInt(2) == 0 ? "A" : "B" },
    };

    private static void AddVisitor(SeededRandom chance, List<SnapshotRow> rows, int visitor)
    {
        var time = new DateTimeOffset(s_starts[chance.NextInt(s_starts.Length)], TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var events = chance.NextInt(14); events > 0; events--)
        {
            // Steps of whole half hours meet the edges of windows of whole hours all the time.
            time += chance.NextInt(4) * 30 * Minute;
            rows.Add(new SnapshotRow
            {
                CustomerKey = visitor % 2 == 0 ? $"c{visitor}" : null,
                VisitorKey = visitor % 2 == 0 ? null : $"v{visitor}",
                SessionKey = $"s{visitor}-{chance.NextInt(2)}",
                Kind = s_kinds[chance.NextInt(s_kinds.Length)],
                ItemKey = $"p{chance.NextInt(3)}",
                Time = time,
                AmountMinor = chance.NextInt(100),
                Device = chance.NextInt(3) switch { 0 => "phone", 1 => "desktop", _ => null },
                Own = OwnOf(chance),
                IsEvent = true,
            });
        }
    }
}
