namespace MerchantStudio.Core.Import.Demo;

/// <summary>An order of the demo shop.</summary>
internal sealed record DemoOrder
{
    public required string Number { get; init; }
    public required DateTime Time { get; init; }
    public required IReadOnlyList<(DemoProduct Product, int Quantity)> Lines { get; init; }
}

/// <summary>A customer of the demo shop with everything that they bought.</summary>
internal sealed record DemoCustomer
{
    public required int Index { get; init; }

    /// <summary>The number in the files.</summary>
    public required string Number { get; init; }

    public required string Country { get; init; }
    public required int Device { get; init; }

    /// <summary>Departments that the customer likes, by weight.</summary>
    public required double[] Tastes { get; init; }

    public required IReadOnlyList<DemoOrder> Orders { get; init; }

    /// <summary>Orders of the weeks after the history's end: no file has them, but the visits that lead to them have begun.</summary>
    public required IReadOnlyList<DemoOrder> Coming { get; init; }
}

/// <summary>
/// Makes customers who buy in a rhythm of their own and one day stop: visits at exponential intervals, and after each
/// order a personal chance of leaving for good (the story behind BG/NBD). Two favourite departments each, a product that
/// follows another, seasons and days of the week are planted on purpose.
/// </summary>
internal sealed class DemoHistory(DemoCatalog catalog, DemoOptions options)
{
    private const int Days = 730;

    /// <summary>Visits without a purchase begin at most so many days before the next order.</summary>
    private const int DaysAhead = 22;

    // Sunday first; people shop at weekends and in the evening.
    private static readonly double[] s_weekdays = [1.25, 0.85, 0.8, 0.85, 0.95, 1.05, 1.25];
    private static readonly double[] s_hours = [1, 0, 0, 0, 0, 0, 1, 3, 5, 6, 6, 6, 8, 7, 6, 6, 7, 8, 10, 12, 13, 11, 7, 3];

    private readonly DateTime _from = options.Until.ToDateTime(TimeOnly.MinValue).AddDays(1 - Days);

    public DemoCustomer Make(int index)
    {
        var random = DemoRandom.For(options.Seed, "customer", index);
        var tastes = Tastes(random);
        var (number, country, device) = (FormattableString.Invariant($"C{10001 + index}"), DemoWords.Countries[random.PickWeighted(DemoWords.CountryWeights)], random.PickWeighted(DemoWords.DeviceWeights));
        var orders = Orders(random, index, tastes).ToLookup(order => order.Time < _from.AddDays(Days));
        return new DemoCustomer
        {
            Index = index,
            Number = number,
            Country = country,
            Device = device,
            Tastes = tastes,
            Orders = [.. orders[true]],
            Coming = [.. orders[false]],
        };
    }

    private static double[] Tastes(DemoRandom random)
    {
        var tastes = Enumerable.Repeat(0.15 / DemoWords.Departments.Count, DemoWords.Departments.Count).ToArray();
        tastes[random.Below(tastes.Length)] += 0.6;
        tastes[random.Below(tastes.Length)] += 0.25;
        return tastes;
    }

    private IEnumerable<DemoOrder> Orders(DemoRandom random, int index, double[] tastes)
    {
        // Gamma with shape two: most come every month or two, some nearly every week.
        var gap = random.Exponential(25) + random.Exponential(25) + 8;
        var leaving = 0.04 + 0.3 * random.Next() * random.Next();
        var day = random.Next() * (Days - 20);
        DemoProduct? last = null;
        for (var number = 0; day < Days + DaysAhead && number < 200; number++)
        {
            var time = ToTime(random, (int)day);
            var lines = Lines(random, tastes, time.Month, last);
            last = lines[^1].Product;
            yield return new DemoOrder { Number = FormattableString.Invariant($"{100000 + index}-{number + 1}"), Time = time, Lines = lines };
            if (random.Chance(leaving))
            {
                yield break;
            }

            day += Math.Max(1, random.Exponential(gap)) / Season(time.Month);
        }
    }

    private List<(DemoProduct Product, int Quantity)> Lines(DemoRandom random, double[] tastes, int month, DemoProduct? last)
    {
        var weights = tastes.Select((weight, department) => weight * (DemoWords.Departments[department].BestMonth == month ? 1.5 : 1)).ToArray();
        var lines = new List<(DemoProduct, int)>();
        if (last is not null && random.Chance(0.35))
        {
            lines.Add((catalog.Products[last.NextIndex], 1));
        }

        for (var more = 1 + (int)random.Exponential(1.1); more > 0 && lines.Count < 12; more--)
        {
            lines.Add((catalog.Pick(random, random.PickWeighted(weights)), random.Chance(0.2) ? 2 + random.Below(3) : 1));
        }

        return lines;
    }

    // The day moves by up to three towards a livelier day of the week, never over the end; the hour follows the day's rhythm.
    private DateTime ToTime(DemoRandom random, int day)
    {
        var week = Enumerable.Range(-3, 7).Where(shift => day + shift >= 0 && day + shift < Days == day < Days).ToList();
        var weights = week.Select(shift => s_weekdays[(int)_from.AddDays(day + shift).DayOfWeek]).ToList();
        return _from.AddDays(day + week[random.PickWeighted(weights)]).AddHours(random.PickWeighted(s_hours)).AddSeconds(random.Below(3600));
    }

    private static double Season(int month) => month switch { 11 or 12 => 1.6, 1 or 2 => 0.75, 7 or 8 => 0.9, _ => 1 };
}
