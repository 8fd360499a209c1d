using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Analytics.Customers;

/// <summary>One customer of a <see cref="RandomShop"/>, worked out from its rows in the plainest way.</summary>
internal sealed record PlainCustomer
{
    public required string Key { get; init; }
    public required IReadOnlyList<SnapshotRow> Rows { get; init; }
    public required string? Country { get; init; }
    public required SegmentName Segment { get; init; }
    public required double? Chance { get; init; }
    public required double? Value { get; init; }
    public required DateTime AsOf { get; init; }

    public long Revenue => Rows.Sum(row => row.AmountMinor);
    public int Orders => Rows.GroupBy(row => row.OrderKey).Count(order => order.Any(row => row.Kind == InteractionKind.Purchase));
    public long? First => Rows.Count == 0 ? null : Rows.Min(row => row.Time);
    public long? Last => Rows.Count == 0 ? null : Rows.Max(row => row.Time);

    public int? DaysSinceLast => Rows.Where(row => row.Kind == InteractionKind.Purchase && At(row.Time) < AsOf).Select(row => (DateTime?)At(row.Time)).Max() is { } last
        ? (int)Math.Floor((AsOf - last).TotalDays)
        : null;

    public static DateTime At(long ms) => DateTime.UnixEpoch.AddMilliseconds(ms);
}

/// <summary>A slow, obvious reading of segment rules and of the customers list: customer by customer, row by row.</summary>
internal static class ReferenceCustomers
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomShop.TimeZone);

    public static List<PlainCustomer> Of(RandomShop shop, Snapshot snapshot, CustomerFacts facts) =>
    [
        .. shop.Rows.Select(row => row.CustomerKey).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(key => Customer(shop, snapshot, facts, key)),
    ];

    public static bool Holds(SegmentRule rule, PlainCustomer customer)
    {
        var answers = rule.Conditions.Where(condition => condition.IsComplete).Select(condition => Holds(condition, customer))
            .Concat(rule.Groups.Where(group => group.Tidy() is not null).Select(group => Holds(group, customer))).ToList();
        return answers.Count == 0 || (rule.Any ? answers.Any(answer => answer) : answers.All(answer => answer));
    }

    private static PlainCustomer Customer(RandomShop shop, Snapshot snapshot, CustomerFacts facts, string key)
    {
        var index = snapshot.Customers.Find(key);
        return new PlainCustomer
        {
            Key = key,
            Rows = [.. shop.Rows.Where(row => row.CustomerKey == key)],
            Country = snapshot.Customers.Country[index],
            Segment = facts.Rfm.SegmentOf(index),
            Chance = float.IsNaN(facts.Scores.Chance[index]) ? null : facts.Scores.Chance[index],
            Value = double.IsNaN(facts.Scores.ValueMinor[index]) ? null : facts.Scores.ValueMinor[index],
            AsOf = facts.AsOfUtc,
        };
    }

    private static bool Holds(SegmentCondition condition, PlainCustomer customer) => condition.Field switch
    {
        SegmentField.Spend => Compare(customer.Revenue / 100.0, condition),
        SegmentField.Orders => Compare(customer.Orders, condition),
        SegmentField.AverageOrder => Compare(customer.Orders == 0 ? null : (double)customer.Revenue / customer.Orders / 100, condition),
        SegmentField.DaysSinceLast => Compare(customer.DaysSinceLast, condition),
        SegmentField.FirstOrder => CompareDay(customer.First, condition),
        SegmentField.LastOrder => CompareDay(customer.Last, condition),
        SegmentField.Country => customer.Country == condition.Text == (condition.Operator == SegmentOperator.Is),
        SegmentField.Group => customer.Segment.ToString() == condition.Text == (condition.Operator == SegmentOperator.Is),
        SegmentField.Product => Bought(customer, condition, row => row.ItemKey == condition.Text),
        SegmentField.Category => Bought(customer, condition, row => CategoryOf(row.ItemKey) == condition.Text),
        SegmentField.Chance => Compare(customer.Chance is { } chance ? Math.Round(chance, 6) : null, condition),
        _ => Compare(customer.Value / 100, condition),
    };

    private static bool Bought(PlainCustomer customer, SegmentCondition condition, Func<SnapshotRow, bool> isIt) =>
        customer.Rows.Any(row => row.Kind == InteractionKind.Purchase && PlainCustomer.At(row.Time) < customer.AsOf && isIt(row)) == (condition.Operator == SegmentOperator.Is);

    // As RandomShop fills its catalogue.
    private static string? CategoryOf(string? item) => item is null or "postage" or "p4" ? null : $"k{(item[1] - '0') % 2}";

    private static bool Compare(double? value, SegmentCondition condition) =>
        value is { } known && (condition.Operator == SegmentOperator.AtLeast ? known >= condition.Number : known <= condition.Number);

    private static bool CompareDay(long? time, SegmentCondition condition)
    {
        if (time is not { } ms)
        {
            return false;
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(PlainCustomer.At(ms), s_zone));
        return condition.Operator == SegmentOperator.AtLeast ? day >= condition.Day : day <= condition.Day;
    }
}
