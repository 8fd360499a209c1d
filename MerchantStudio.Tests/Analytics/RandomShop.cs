using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics;

/// <summary>
/// A small shop made of a seed: sales, returns, mixed documents, lines without a customer, postage, ties in time, and
/// times around midnight, month ends and both changes of the clock in London.
/// </summary>
internal sealed class RandomShop
{
    public const string TimeZone = "Europe/London";

    private static readonly DateTime[] s_edges =
    [
        new(2011, 3, 27, 0, 59, 59), new(2011, 3, 27, 1, 0, 0), new(2011, 10, 30, 0, 30, 0), new(2011, 10, 30, 1, 30, 0),
        new(2011, 6, 30, 22, 59, 59), new(2011, 6, 30, 23, 0, 0), new(2010, 12, 31, 23, 59, 59), new(2011, 1, 1, 0, 0, 0),
    ];

    private RandomShop(IReadOnlyList<SnapshotRow> rows) => Rows = rows;

    public IReadOnlyList<SnapshotRow> Rows { get; }

    public static RandomShop Of(int seed)
    {
        var chance = new SeededRandom(unchecked((ulong)seed));
        var rows = new List<SnapshotRow>();
        var orders = 1 + chance.NextInt(40);
        for (var order = 0; order < orders; order++)
        {
            AddOrder(chance, rows, order);
        }
        return new RandomShop(rows);
    }

    public SnapshotFile Open()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", TimeZone));
        _ = builder.Add(new SnapshotItem("postage") { IsProduct = false });
        for (var item = 0; item < 5; item++)
        {
            _ = builder.Add(new SnapshotItem($"p{item}") { Title = $"Product {item}", Category = item == 4 ? null : $"k{item % 2}" });
        }
        foreach (var row in Rows)
        {
            builder.Add(row);
        }
        return new SnapshotFile(builder);
    }

    private static void AddOrder(SeededRandom chance, List<SnapshotRow> rows, int order)
    {
        var time = Time(chance);
        var customer = chance.NextInt(5) == 0 ? null : $"c{chance.NextInt(6)}";
        var country = chance.NextInt(3) == 0 ? null : $"Country {chance.NextInt(3)}";
        // All lines take back, none does, or some do.
        var returns = chance.NextInt(6) switch { 0 => 100, 1 => 50, _ => 0 };
        for (var line = chance.NextInt(4); line >= 0; line--)
        {
            var isReturn = chance.NextInt(100) < returns;
            var units = 1 + chance.NextInt(5);
            rows.Add(new SnapshotRow
            {
                CustomerKey = customer,
                ItemKey = chance.NextInt(8) == 0 ? "postage" : $"p{chance.NextInt(5)}",
                OrderKey = $"o{order}",
                Kind = isReturn ? InteractionKind.Refund : InteractionKind.Purchase,
                Time = time,
                Quantity = isReturn ? -units : units,
                AmountMinor = (isReturn ? -1 : 1) * units * chance.NextInt(1_000),
                Country = country,
            });
        }
    }

    private static long Time(SeededRandom chance)
    {
        var utc = chance.NextInt(3) == 0
            ? s_edges[chance.NextInt(s_edges.Length)]
            : new DateTime(2010, 11, 1).AddMinutes(chance.NextInt(500 * 24 * 60));
        return new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }
}
