using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Features;

/// <summary>
/// What recommenders learn from in a snapshot: purchases of products by somebody, with something paid and something taken.
/// Returns, gifts, postage and lines without a customer train nobody.
/// </summary>
public static class SnapshotInteractions
{
    private const int RowsBetweenLooks = 1 << 16;

    public static InteractionData Of(Snapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var items = new string?[snapshot.Items.Count];
        var builder = new InteractionDataBuilder();
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            string? key = null;
            for (var row = snapshot.CustomerOffsets[customer]; row < snapshot.CustomerOffsets[customer + 1]; row++)
            {
                if (row % RowsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
                if (Counts(snapshot, row))
                {
                    key ??= snapshot.Customers.Keys[customer];
                    var item = items[snapshot.RowItem[row]] ??= snapshot.Items.Keys[snapshot.RowItem[row]];
                    builder.Add(key, item, OrderOf(snapshot, row), UtcTicks(snapshot.RowTime[row]), snapshot.RowQuantity[row]);
                }
            }
        }
        return builder.Build();
    }

    /// <summary>Whether a row of the snapshot is a purchase that somebody can learn from.</summary>
    public static bool Counts(Snapshot snapshot, int row) =>
        snapshot.RowKind[row] == InteractionKind.Purchase
        && snapshot.RowQuantity[row] > 0
        && (snapshot.RowAmount[row] > 0 || IsEventWithoutPrice(snapshot, row))
        && snapshot.RowItem[row] is >= 0 and var item
        && (snapshot.Items.Flags[item] & ItemFlags.Product) != 0;

    // An event log may name no prices at all, so nothing paid does not make its purchases gifts.
    private static bool IsEventWithoutPrice(Snapshot snapshot, int row) =>
        snapshot.RowAmount[row] == 0
        && snapshot.RowOrder[row] is >= 0 and var order
        && (snapshot.Orders.Flags[order] & OrderFlags.FromEvents) != 0;

    // Purchases that belong to no order are one basket per moment.
    private static string OrderOf(Snapshot snapshot, int row) => snapshot.RowOrder[row] is >= 0 and var order
        ? order.ToString(CultureInfo.InvariantCulture)
        : "t" + snapshot.RowTime[row].ToString(CultureInfo.InvariantCulture);

    private static long UtcTicks(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).UtcTicks;
}
