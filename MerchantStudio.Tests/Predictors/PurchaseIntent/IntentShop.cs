using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Predictors.PurchaseIntent;

/// <summary>A shop of sessions in which a cart in the evening mostly ends in a purchase, and a look around rarely does.</summary>
internal static class IntentShop
{
    private const long Start = 1_735_689_600_000;

    public static SnapshotFile Draw(int sessions, ulong seed) => SnapshotFile.Of(Rows(sessions, seed));

    public static IReadOnlyList<SnapshotRow> Rows(int sessions, ulong seed)
    {
        var chance = new SeededRandom(seed);
        return [.. Enumerable.Range(0, sessions).SelectMany(session => Session(chance, session))];
    }

    public static ShopSessions Read(Snapshot snapshot, int most = 100_000) =>
        ShopSessions.Read(snapshot, most, mostToday: 1_000, seed: 1, TestContext.Current.CancellationToken);

    private static IEnumerable<SnapshotRow> Session(SeededRandom chance, int session)
    {
        var (day, hour) = (session / 40, 8 + chance.NextInt(14));
        var time = Start + (((day * 24L) + hour) * 3_600_000) + chance.NextInt(1_800_000);
        var key = $"v{chance.NextInt(400)}";
        var hasCart = chance.NextInt(100) < 40;
        var buys = chance.NextInt(100) < (hasCart ? (hour >= 17 ? 75 : 35) : 4);
        var kinds = new List<InteractionKind>(Enumerable.Repeat(InteractionKind.ViewItem, 1 + chance.NextInt(5)));
        kinds.AddRange(hasCart ? [InteractionKind.AddToCart, InteractionKind.ViewItem] : []);
        kinds.AddRange(buys ? [InteractionKind.Purchase] : []);
        foreach (var kind in kinds)
        {
            time += 5_000 + chance.NextInt(60_000);
            yield return new SnapshotRow
            {
                VisitorKey = key, SessionKey = $"s{session}", Kind = kind, ItemKey = $"p{chance.NextInt(30)}", Time = time, AmountMinor = 500 + chance.NextInt(5_000), IsEvent = true,
            };
        }
    }
}
