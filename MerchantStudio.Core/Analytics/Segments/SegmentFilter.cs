using System.Numerics;
using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>
/// Finds the customers that a rule asks for: each condition is one pass over a column, and all or any of them are put
/// together bit by bit.
/// </summary>
internal sealed class SegmentFilter(Snapshot snapshot, CustomerFacts facts)
{
    // Beyond these a stretch could not be counted in whole numbers.
    private const double MostStretched = 1e9;
    private const double MostSilentDays = 1e6;

    // More than what rounding and the change of units can move.
    private const double Margin = 2;

    private readonly int _minorPerMajor = Currencies.MinorPerMajor(snapshot.Header.Currency);

    /// <summary>The customers for whom the rule holds, anonymous visitors among them.</summary>
    public CustomerSet Apply(SegmentRule rule)
    {
        if (rule.Tidy() is not { } tidy)
        {
            return new CustomerSet(snapshot.Customers.Count).Not();
        }

        return Together(tidy);
    }

    private CustomerSet Together(SegmentRule rule)
    {
        var sets = rule.Conditions.Select(Of).Concat(rule.Groups.Select(Together));
        return sets.Aggregate((one, other) => rule.Any ? one.Or(other) : one.And(other));
    }

    private CustomerSet Of(SegmentCondition condition) => condition.Field switch
    {
        SegmentField.Spend => Figures(facts.Summaries.Revenue, minor => (double)minor / _minorPerMajor, _minorPerMajor, condition),
        SegmentField.Orders => Figures(facts.Summaries.SalesOrders, orders => orders, 1, condition),
        SegmentField.AverageOrder => Places(customer => facts.Summaries.SalesOrders[customer] > 0
            && Compare((double)facts.Summaries.Revenue[customer] / facts.Summaries.SalesOrders[customer] / _minorPerMajor, condition)),
        SegmentField.DaysSinceLast => Silent(condition),
        SegmentField.FirstOrder => Days(facts.Summaries.First, condition),
        SegmentField.LastOrder => Days(facts.Summaries.Last, condition),
        SegmentField.Chance => Figures(facts.Scores.Chance, chance => Math.Round(chance, 6), 1, condition),
        SegmentField.Value => Figures(facts.Scores.ValueMinor, minor => minor / _minorPerMajor, _minorPerMajor, condition),
        SegmentField.Country => Negated(Countries(condition.Text!), condition),
        SegmentField.Group => Negated(Groups(condition.Text!), condition),
        SegmentField.Category => Negated(Buyers(ItemsOf(condition.Text!)), condition),
        _ => Negated(Buyers(ItemsLike(condition.Text!)), condition),
    };

    private static bool Compare(double value, SegmentCondition condition) =>
        condition.Operator == SegmentOperator.AtLeast ? value >= condition.Number!.Value : value <= condition.Number!.Value;

    // What a figure is read as rises with it, so a condition is a stretch of the column: no call for each customer. Its end
    // is found with the reading itself, which rounds. Not a number is in no stretch: who was not scored is in neither.
    private CustomerSet Figures<T>(T[] column, Func<T, double> read, double scale, SegmentCondition condition)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var (guess, isLeast) = (condition.Number!.Value * scale, condition.Operator == SegmentOperator.AtLeast);
        if (!(Math.Abs(guess) <= MostStretched))
        {
            return Empty().AddWhere<T>(column, value => Compare(read(value), condition));
        }

        // Below the one and above the other the reading is certain; between them lies the end of the stretch.
        var (low, high) = (T.CreateSaturating(guess - Margin), T.CreateSaturating(guess + Margin));
        for (var middle = low + ((high - low) / Two<T>()); middle > low && middle < high; middle = low + ((high - low) / Two<T>()))
        {
            (low, high) = Compare(read(middle), condition) == isLeast ? (low, middle) : (middle, high);
        }

        return isLeast ? Empty().AddBetween<T>(column, high, T.MaxValue) : Empty().AddBetween<T>(column, T.MinValue, low);
    }

    private static T Two<T>()
        where T : INumber<T> => T.One + T.One;

    private CustomerSet Silent(SegmentCondition condition)
    {
        var (number, end) = (condition.Number!.Value, UnixTime.Milliseconds(facts.AsOfUtc));
        if (!(Math.Abs(number) <= MostSilentDays))
        {
            return Places(customer => facts.DaysSinceLast(customer) is { } days && Compare(days, condition));
        }

        // Who never bought has the least of all times, which is no time.
        return condition.Operator == SegmentOperator.AtLeast
            ? Empty().AddBetween(facts.Rfm.LastMs, long.MinValue + 1, number <= 0 ? long.MaxValue : end - ((long)Math.Ceiling(number) * ShopClock.MillisecondsPerDay))
            : number < 0 ? Empty() : Empty().AddBetween(facts.Rfm.LastMs, end - (((long)Math.Floor(number) + 1) * ShopClock.MillisecondsPerDay) + 1, long.MaxValue);
    }

    private CustomerSet Days(long[] times, SegmentCondition condition)
    {
        if (ShopTime.Of(snapshot) is not { } time)
        {
            return Empty();
        }

        var (clock, day, isLeast) = (time.Clock, condition.Day!.Value.DayNumber, condition.Operator == SegmentOperator.AtLeast);

        // Only within two days of the day itself does the shop's zone matter.
        var (before, after) = (UtcOf(day - 2), UtcOf(day + 3));
        return Empty().AddWhere<long>(times, utcMs => utcMs is not (long.MinValue or long.MaxValue) && (utcMs < before ? !isLeast : utcMs >= after ? isLeast
            : isLeast ? clock.DayNumberOf(utcMs) >= day : clock.DayNumberOf(utcMs) <= day));
    }

    private static long UtcOf(int day) => UnixTime.Milliseconds(DateOnly.FromDayNumber(Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber)).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

    private CustomerSet Countries(string name)
    {
        var names = snapshot.Customers.Country.Names;
        var code = Enumerable.Range(0, names.Count).FirstOrDefault(i => names[i] == name, int.MinValue);
        return Empty().AddWhere(snapshot.Customers.Country.Codes, country => country == code);
    }

    private CustomerSet Groups(string name) =>
        Enum.TryParse<SegmentName>(name, out var group) && Enum.IsDefined(group) ? Places(customer => facts.Rfm.SegmentOf(customer) == group) : Empty();

    private bool[] ItemsOf(string category)
    {
        var codes = snapshot.Items.Category.Codes;
        var names = snapshot.Items.Category.Names;
        var items = new bool[snapshot.Items.Count];
        for (var item = 0; item < items.Length; item++)
        {
            items[item] = codes[item] >= 0 && names[codes[item]] == category;
        }

        return items;
    }

    private bool[] ItemsLike(string key)
    {
        var items = new bool[snapshot.Items.Count];
        if (snapshot.Items.Find(key) is >= 0 and var wanted)
        {
            items[wanted] = true;
            var parents = snapshot.Items.Parent;
            for (var item = 0; item < items.Length; item++)
            {
                items[item] |= parents[item] == wanted;
            }
        }

        return items;
    }

    /// <summary>Who bought one of these items up to the moment of the facts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CustomerSet Buyers(bool[] items)
    {
        var (buyers, asOf) = (Empty(), UnixTime.Milliseconds(facts.AsOfUtc));
        var bought = snapshot.RowItem;
        var customers = snapshot.RowCustomer;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        for (var row = 0; row < bought.Length; row++)
        {
            if (kinds[row] == InteractionKind.Purchase && bought[row] is >= 0 and var item && items[item] && customers[row] >= 0 && times[row] < asOf)
            {
                buyers.Add(customers[row]);
            }
        }

        return buyers;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CustomerSet Places(Func<int, bool> test)
    {
        var set = Empty();
        for (var customer = 0; customer < set.Customers; customer++)
        {
            if (test(customer))
            {
                set.Add(customer);
            }
        }

        return set;
    }

    private static CustomerSet Negated(CustomerSet set, SegmentCondition condition) => condition.Operator == SegmentOperator.IsNot ? set.Not() : set;

    private CustomerSet Empty() => new(snapshot.Customers.Count);
}
