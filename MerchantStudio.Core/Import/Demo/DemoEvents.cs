namespace MerchantStudio.Core.Import.Demo;

/// <summary>
/// Writes what people did on the way to their orders and in the visits that led to none: views, carts, checkouts,
/// purchases, from different sources and devices, a third of the visits by people who did not sign in.
/// </summary>
internal sealed class DemoEvents(string path, DemoCatalog catalog, DemoOptions options) : IDisposable
{
    private readonly DemoCsv _file = new(
        path, "event_time", "event_type", "visitor_id", "user_id", "session_id", "product_id", "order_id", "price", "source", "device", "country");

    public void Dispose() => _file.Dispose();

    public void Write(DemoCustomer customer)
    {
        var random = DemoRandom.For(options.Seed, "events", customer.Index);
        for (var i = 0; i < customer.Orders.Count; i++)
        {
            BuyingVisit(random, customer, customer.Orders[i], i);
            IdleVisits(random, customer, customer.Orders[i], i);
        }

        // Without those that lead to orders still to come, the last weeks would seem to sell better than all before.
        for (var i = 0; i < customer.Coming.Count; i++)
        {
            IdleVisits(random, customer, customer.Coming[i], customer.Orders.Count + i);
        }
    }

    private void IdleVisits(DemoRandom random, DemoCustomer customer, DemoOrder order, int number)
    {
        for (var idle = random.Below(4); idle > 0; idle--)
        {
            var time = order.Time.AddDays(-1 - random.Next() * 20).AddMinutes(random.Below(300));
            IdleVisit(random, customer, time, FormattableString.Invariant($"{number}i{idle}"));
        }
    }

    private void BuyingVisit(DemoRandom random, DemoCustomer customer, DemoOrder order, int number)
    {
        var visit = Begin(random, customer, order.Time.AddMinutes(-20 - random.Below(20)), FormattableString.Invariant($"{number}b"), signedIn: true);
        Browse(random, customer, visit, 1 + random.Below(4));
        foreach (var (product, _) in order.Lines)
        {
            Emit(random, visit, "view_item", product);
            Emit(random, visit, "add_to_cart", product);
        }

        Emit(random, visit, "begin_checkout", null);
        visit.Time = order.Time;
        foreach (var (product, _) in order.Lines)
        {
            Emit(random, visit, "purchase", product, order.Number, seconds: 0);
        }
    }

    private void IdleVisit(DemoRandom random, DemoCustomer customer, DateTime time, string number)
    {
        if (DateOnly.FromDateTime(time) < options.Until.AddDays(-729) || DateOnly.FromDateTime(time.AddHours(1)) > options.Until)
        {
            return;
        }

        var visit = Begin(random, customer, time, number, signedIn: random.Chance(0.5));
        var seen = Browse(random, customer, visit, 1 + random.Below(6));
        var keenness = DemoWords.SourceKeenness[visit.Source] * (visit.Device == 0 ? 0.85 : 1.15);
        if (random.Chance(0.22 * keenness))
        {
            Emit(random, visit, "add_to_cart", seen);
            if (random.Chance(0.3 * keenness))
            {
                Emit(random, visit, "begin_checkout", null);
            }
        }

        if (random.Chance(0.0008))
        {
            // A tracker that lost its clock.
            _file.Write("yesterday", "view_item", visit.Visitor, "", visit.Session, seen.Sku, "", "", "", "", "");
        }
    }

    private DemoProduct Browse(DemoRandom random, DemoCustomer customer, Visit visit, int views)
    {
        DemoProduct product;
        do
        {
            product = catalog.Pick(random, random.PickWeighted(customer.Tastes));
            Emit(random, visit, "view_item", product);
            if (random.Chance(0.05))
            {
                Emit(random, visit, "add_to_wishlist", product);
            }
        }
        while (--views > 0);

        return product;
    }

    private static Visit Begin(DemoRandom random, DemoCustomer customer, DateTime time, string number, bool signedIn) => new()
    {
        Time = time,
        Visitor = FormattableString.Invariant($"v{customer.Index}.{(random.Chance(0.8) ? 1 : 2)}"),
        User = signedIn ? customer.Number : "",
        Session = FormattableString.Invariant($"s{customer.Index}.{number}"),
        Source = random.PickWeighted(DemoWords.SourceWeights),
        Device = random.Chance(0.8) ? customer.Device : random.PickWeighted(DemoWords.DeviceWeights),
        Country = customer.Country,
    };

    private void Emit(DemoRandom random, Visit visit, string name, DemoProduct? product, string order = "", int seconds = 90)
    {
        visit.Time = visit.Time.AddSeconds(seconds == 0 ? 0 : 5 + random.Below(seconds));
        _file.Write(
            DemoCsv.Time(visit.Time), name, visit.Visitor, visit.User, visit.Session, product?.Sku ?? "", order,
            product is null ? "" : DemoCsv.Money(product.PriceMinor), DemoWords.Sources[visit.Source], DemoWords.Devices[visit.Device], visit.Country);
    }

    private sealed class Visit
    {
        public required DateTime Time { get; set; }
        public required string Visitor { get; init; }
        public required string User { get; init; }
        public required string Session { get; init; }
        public required int Source { get; init; }
        public required int Device { get; init; }
        public required string Country { get; init; }
    }
}
