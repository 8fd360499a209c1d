using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>What part of the visits buys, where the others stop, and why that changed.</summary>
public sealed class ConversionQuery(SnapshotStore snapshots, AnalyticsCache cache, VisitTables tables)
{
    /// <summary>Null for a shop without data.</summary>
    public async Task<ConversionReport?> RunAsync(ConversionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        return snapshot.RowCount == 0 ? null : cache.Get(snapshot, request, () => Compute(snapshot, request, tables, cancellationToken));
    }

    internal static ConversionReport Compute(Snapshot snapshot, ConversionRequest request, VisitTables tables, CancellationToken cancellationToken)
    {
        var time = ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");
        var table = tables.Of(snapshot, time);
        var range = request.Range ?? time.Span;
        var previous = request is { Compare: true, Range: not null } ? range.Previous : (DayRange?)null;
        var unit = CalendarUnits.For(range);
        var now = Tally(table, new CalendarSlots(range, unit), request, cancellationToken);
        var before = previous is { } earlier ? Tally(table, new CalendarSlots(earlier, unit), request, cancellationToken) : null;
        var groups = table.Dimensions.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<VisitGroup>)GroupsOf(pair.Value.Names, now.Groups(pair.Key), before?.Groups(pair.Key), request.Top));
        var orders = OrderHours(table, range);
        var (viewToCart, cartToBuy) = Products(snapshot, tables.ProductsOf(snapshot, time), range, request.TopProducts);
        return new ConversionReport
        {
            Currency = snapshot.Header.Currency,
            Range = range,
            PreviousRange = previous,
            Unit = unit,
            Now = now.Whole,
            Before = before?.Whole,
            Trend = now.Trend,
            PreviousTrend = before?.Trend ?? [],
            Groups = groups,
            Changes = before is null ? new Dictionary<ConversionDimension, RateChange>() : ChangesOf(groups),
            Hours = now.Hours,
            ViewToCart = viewToCart,
            CartToBuy = cartToBuy,
            OrdersOutsideVisits = orders.Sum(hour => hour.Bought),
            OrderHoursOutsideVisits = orders,
            MachineEvents = snapshot.Header.MachineRows,
            Machines = snapshot.Header.Machines,
            SessionGapMinutes = snapshot.Header.SessionGapMinutes,
            HasVisits = table.Count > 0,
        };
    }

    private static List<VisitHour> OrderHours(VisitTable table, DayRange range) =>
    [
        .. table.OrdersOutside.Where(orders => orders.Key.Day >= range.From.DayNumber && orders.Key.Day <= range.To.DayNumber)
            .GroupBy(orders => (Weekday: VisitTally.WeekdayOf(orders.Key.Day), orders.Key.Hour), orders => orders.Value)
            .OrderBy(hour => hour.Key).Select(hour => new VisitHour(hour.Key.Weekday, hour.Key.Hour, 0, hour.Sum())),
    ];

    private static VisitTally Tally(VisitTable table, CalendarSlots slots, ConversionRequest request, CancellationToken cancellationToken)
    {
        var tally = new VisitTally(table, slots);
        var only = request is { Where: { } where, Only: { } name } ? PlaceOf(table.Dimensions[where].Names, name) : (int?)null;
        tally.Run(slots.Range, table.DaysOf(request.Where, only, cancellationToken));
        return tally;
    }

    // A name that no visit has selects none, not all.
    private static int PlaceOf(IReadOnlyList<string> names, string name)
    {
        for (var place = 0; place < names.Count; place++)
        {
            if (names[place] == name)
            {
                return place;
            }
        }
        return int.MaxValue;
    }

    private static List<VisitGroup> GroupsOf(IReadOnlyList<string> names, IReadOnlyList<VisitFigures> now, IReadOnlyList<VisitFigures>? before, int top)
    {
        var groups = Enumerable.Range(0, now.Count)
            .Select(place => new VisitGroup(place < names.Count ? names[place] : null, now[place], before?[place] ?? default))
            .Where(group => group.Now.Visits + group.Before.Visits > 0)
            .OrderByDescending(group => (long)group.Now.Visits + group.Before.Visits).ThenBy(group => group.Name, StringComparer.Ordinal).ToList();
        if (groups.Count <= top)
        {
            return groups;
        }
        var rest = groups.Skip(top).ToList();
        return
        [
            .. groups.Take(top),
            new VisitGroup(VisitGroup.Rest, rest.Aggregate(default(VisitFigures), (sum, group) => sum + group.Now), rest.Aggregate(default(VisitFigures), (sum, group) => sum + group.Before)),
        ];
    }

    private static Dictionary<ConversionDimension, RateChange> ChangesOf(Dictionary<ConversionDimension, IReadOnlyList<VisitGroup>> groups)
    {
        var changes = new Dictionary<ConversionDimension, RateChange>();
        foreach (var (dimension, ofDimension) in groups)
        {
            if (RateDecomposition.Of(ofDimension) is { } change)
            {
                changes.Add(dimension, change);
            }
        }
        return changes;
    }

    private static (ProductRates ViewToCart, ProductRates CartToBuy) Products(Snapshot snapshot, ProductTable products, DayRange range, int top)
    {
        return (Rates(ProductDeed.ViewedAndCarted, ProductDeed.Viewed), Rates(ProductDeed.CartedAndBought, ProductDeed.Carted));

        ProductRates Rates(ProductDeed hits, ProductDeed of) => ProductRanking.Of(snapshot, products.Count(hits, range), products.Count(of, range), top);
    }
}
