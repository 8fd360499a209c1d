using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Tells a customer's orders, returns and visits, latest first.</summary>
internal sealed class TimelineBuilder(Snapshot snapshot, CustomerHistory history)
{
    // A visit can have thousands of events; its first kinds tell what it was about.
    private const int MostLines = 40;

    public (IReadOnlyList<TimelineEntry> Entries, int LeftOut) Build(int most)
    {
        var all = history.Baskets.Select(basket => (basket.Time, Make: (Func<TimelineEntry>)(() => OfBasket(basket))))
            .Concat(history.Visits.Select(rows => (Time: snapshot.RowTime[rows[0]], Make: (Func<TimelineEntry>)(() => OfVisit(rows)))))
            .OrderByDescending(entry => entry.Time).ToList();
        return ([.. all.Take(most).Select(entry => entry.Make())], Math.Max(0, all.Count - most));
    }

    private TimelineEntry OfBasket(Basket basket) => new()
    {
        Kind = basket.IsReturn ? TimelineKind.Return : TimelineKind.Order,
        TimeUtc = UnixTime.Utc(basket.Time),
        OrderKey = basket.Order >= 0 && snapshot.Orders.Keys[basket.Order] is { Length: > 0 } key ? key : null,
        AmountMinor = basket.AmountMinor,
        Lines = Lines(basket.Rows),
    };

    private TimelineEntry OfVisit(IReadOnlyList<int> rows) => new()
    {
        Kind = TimelineKind.Session,
        TimeUtc = UnixTime.Utc(snapshot.RowTime[rows[0]]),
        Lines = Lines(rows),
    };

    private List<TimelineLine> Lines(IReadOnlyList<int> rows) =>
    [
        .. rows.GroupBy(row => (Kind: snapshot.RowKind[row], Item: snapshot.RowItem[row])).Take(MostLines).Select(group => new TimelineLine(
            snapshot.NameOf(group.Key.Kind),
            group.Key.Item < 0 ? null : snapshot.Items.Keys[group.Key.Item],
            group.Key.Item >= 0 && snapshot.Items.Titles[group.Key.Item] is { Length: > 0 } title ? title : null,
            group.Sum(row => (double)snapshot.RowQuantity[row]),
            group.Sum(row => snapshot.RowAmount[row]),
            group.Count())),
    ];
}
