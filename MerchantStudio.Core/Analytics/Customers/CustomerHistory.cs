using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>One order document of a customer.</summary>
/// <param name="Order">Index in the snapshot's orders, -1 for lines that belong to none.</param>
/// <param name="Time">Unix milliseconds of its first line.</param>
/// <param name="IsReturn">Whether it only takes back.</param>
/// <param name="AmountMinor">Sum of its lines.</param>
/// <param name="Rows">Rows of the snapshot.</param>
internal sealed record Basket(int Order, long Time, bool IsReturn, long AmountMinor, IReadOnlyList<int> Rows);

/// <summary>A customer's rows, put together into order documents and visits, oldest first.</summary>
internal sealed class CustomerHistory
{
    private CustomerHistory(IReadOnlyList<Basket> baskets, IReadOnlyList<IReadOnlyList<int>> visits)
    {
        (Baskets, Visits) = (baskets, visits);
        Sales = [.. baskets.Where(basket => !basket.IsReturn)];
    }

    public IReadOnlyList<Basket> Baskets { get; }

    /// <summary>The baskets that sell.</summary>
    public IReadOnlyList<Basket> Sales { get; }

    /// <summary>Rows that are neither sale nor return, by session.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Visits { get; }

    public static CustomerHistory Read(Snapshot snapshot, int customer)
    {
        var (orders, visits) = (new Groups(), new Groups());
        var kinds = snapshot.RowKind;
        var rowOrders = snapshot.RowOrder;
        var sessions = snapshot.RowSession;
        var offsets = snapshot.CustomerOffsets;
        for (var row = offsets[customer]; row < offsets[customer + 1]; row++)
        {
            if (kinds[row] <= InteractionKind.Refund)
            {
                orders.Add(rowOrders[row], row);
            }
            else
            {
                visits.Add(sessions[row], row);
            }
        }
        return new CustomerHistory([.. orders.All.Select(group => ToBasket(snapshot, group.Key, group.Rows))], [.. visits.All.Select(group => group.Rows)]);
    }

    private static Basket ToBasket(Snapshot snapshot, int order, List<int> rows)
    {
        var amount = 0L;
        foreach (var row in rows)
        {
            amount += snapshot.RowAmount[row];
        }
        var isReturn = order >= 0
            ? (snapshot.Orders.Flags[order] & OrderFlags.Return) != 0
            : rows.All(row => snapshot.RowKind[row] == InteractionKind.Refund);
        return new Basket(order, snapshot.RowTime[rows[0]], isReturn, amount, rows);
    }

    /// <summary>Rows by key, in the order in which the keys first come.</summary>
    private sealed class Groups
    {
        private readonly Dictionary<int, List<int>> _byKey = [];

        public List<(int Key, List<int> Rows)> All { get; } = [];

        public void Add(int key, int row)
        {
            if (!_byKey.TryGetValue(key, out var rows))
            {
                _byKey[key] = rows = [];
                All.Add((key, rows));
            }
            rows.Add(row);
        }
    }
}
