using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>What a customer likes: at which prices, and which categories when.</summary>
internal static class CustomerPortrait
{
    private const int StrongestCategories = 5;

    public static PriceTaste? Prices(Snapshot snapshot, PriceBook book, CustomerHistory history)
    {
        var lines = history.Sales.SelectMany(basket => basket.Rows)
            .Select(row => (Price: PriceBook.UnitPrice(snapshot, row), Usual: snapshot.RowItem[row] < 0 ? null : book.UsualMinor(snapshot.RowItem[row])))
            .Where(line => line.Price is not null).ToList();
        if (lines.Count == 0)
        {
            return null;
        }
        var prices = lines.Select(line => (double)line.Price!.Value).Order().ToList();
        var median = prices[prices.Count / 2];
        var known = lines.Where(line => line.Usual is not null).ToList();
        return new PriceTaste
        {
            MedianUnitMinor = (long)Math.Round(median),
            PriceLevel = book.LevelOf(median),
            BelowUsualShare = known.Count == 0 ? 0 : known.Count(line => PriceBook.IsBelow(line.Price!.Value, line.Usual!.Value)) / (double)known.Count,
            ShopBelowUsualShare = book.BelowUsualShare,
            Lines = known.Count,
        };
    }

    /// <summary>The strongest categories by spend, the rest together last; every quarter from the first sale to the last.</summary>
    public static IReadOnlyList<CategoryInterest> Interests(Snapshot snapshot, ShopTime? time, CustomerHistory history)
    {
        var lines = time is null ? [] : history.Sales
            .SelectMany(basket => basket.Rows.Select(row => (Quarter: QuarterOf(time, basket.Time), Row: row)))
            .Where(line => snapshot.RowKind[line.Row] == InteractionKind.Purchase && CustomerHabits.IsProduct(snapshot, line.Row))
            .Select(line => (line.Quarter, Category: snapshot.Items.Category[snapshot.RowItem[line.Row]], Amount: snapshot.RowAmount[line.Row])).ToList();
        if (!lines.Exists(line => line.Category is not null))
        {
            return [];
        }
        var strongest = lines.Where(line => line.Category is not null).GroupBy(line => line.Category!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(line => line.Amount)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(StrongestCategories).Select(group => group.Key).ToList();
        var quarters = Quarters(lines.Min(line => line.Quarter), lines.Max(line => line.Quarter));
        var sums = lines.ToLookup(line => (Name: line.Category is { } name && strongest.Contains(name) ? name : null, line.Quarter), line => line.Amount);
        return
        [
            .. strongest.Append(null).Select(name => new CategoryInterest(name, [.. quarters.Select(quarter => (quarter, sums[(name, quarter)].Sum()))]))
                .Where(interest => interest.Category is not null || interest.Quarters.Any(quarter => quarter.SpendMinor != 0)),
        ];
    }

    /// <param name="now">Scores at the end of the data.</param>
    /// <param name="before">Scores a month earlier; null where the data do not go back so far.</param>
    /// <param name="customer">Number of the customer.</param>
    public static CustomerRfm? Rfm(RfmTable now, RfmTable? before, int customer) => now.Recency[customer] == 0 ? null : new CustomerRfm
    {
        Recency = now.Recency[customer],
        Frequency = now.Frequency[customer],
        Spend = now.Spend[customer],
        Segment = now.SegmentOf(customer),
        SegmentBefore = before?.SegmentOf(customer),
    };

    private static DateOnly QuarterOf(ShopTime time, long utcMs)
    {
        var day = DateOnly.FromDayNumber(time.Clock.DayNumberOf(utcMs));
        return new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);
    }

    private static List<DateOnly> Quarters(DateOnly first, DateOnly last)
    {
        var quarters = new List<DateOnly>();
        for (var quarter = first; quarter <= last; quarter = quarter.AddMonths(3))
        {
            quarters.Add(quarter);
        }
        return quarters;
    }
}
