using MerchantStudio.Core.Predictors;

namespace MerchantStudio.Tests.Predictors;

/// <summary>Makes a <see cref="PurchaseLog"/> from lines in any order.</summary>
internal sealed class PurchaseLogBuilder
{
    public const int SecondsPerDay = 86_400;

    private readonly List<Line> _lines = [];
    private readonly List<(int Customer, long Seconds, byte Kind)> _events = [];

    public PurchaseLogBuilder Buy(int customer, int day, long amountMinor, int item = 0, int category = -1, float quantity = 1, int? order = null, int hour = 12)
    {
        _lines.Add(new Line(customer, (day * (long)SecondsPerDay) + (hour * 3600), day, order ?? (customer * 100_000) + day, item, category, quantity, amountMinor, false));
        return this;
    }

    public PurchaseLogBuilder Return(int customer, int day, long amountMinor, int item = 0)
    {
        _lines.Add(new Line(customer, (day * (long)SecondsPerDay) + 43_200, day, (customer * 100_000) + day, item, -1, -1, -amountMinor, true));
        return this;
    }

    public PurchaseLogBuilder At(int customer, long seconds, long amountMinor, int order, int item, float quantity, bool isReturn)
    {
        _lines.Add(new Line(customer, seconds, (int)(seconds / SecondsPerDay), order, item, -1, quantity, amountMinor, isReturn));
        return this;
    }

    public PurchaseLogBuilder Event(int customer, int day, byte kind)
    {
        _events.Add((customer, (day * (long)SecondsPerDay) + 3600, kind));
        return this;
    }

    public PurchaseLog Build()
    {
        var customers = _lines.Count == 0 ? 0 : _lines.Max(line => line.Customer) + 1;
        var sorted = _lines.OrderBy(line => line.Customer).ThenBy(line => line.Seconds).ToArray();
        return new PurchaseLog
        {
            Offsets = Offsets(customers, [.. sorted.Select(line => line.Customer)]),
            Seconds = [.. sorted.Select(line => line.Seconds)],
            Day = [.. sorted.Select(line => line.Day)],
            Order = [.. sorted.Select(line => line.Order)],
            Item = [.. sorted.Select(line => line.Item)],
            Category = [.. sorted.Select(line => line.Category)],
            Quantity = [.. sorted.Select(line => line.Quantity)],
            AmountMinor = [.. sorted.Select(line => line.AmountMinor)],
            IsReturn = [.. sorted.Select(line => line.IsReturn)],
            Events = _events.Count == 0 ? null : Events(customers),
        };
    }

    private EventLog Events(int customers)
    {
        var sorted = _events.OrderBy(e => e.Customer).ThenBy(e => e.Seconds).ToArray();
        return new EventLog
        {
            Offsets = Offsets(customers, [.. sorted.Select(e => e.Customer)]),
            Seconds = [.. sorted.Select(e => e.Seconds)],
            Kind = [.. sorted.Select(e => e.Kind)],
        };
    }

    private static int[] Offsets(int customers, int[] owners)
    {
        var offsets = new int[customers + 1];
        foreach (var owner in owners)
        {
            offsets[owner + 1]++;
        }

        for (var i = 0; i < customers; i++)
        {
            offsets[i + 1] += offsets[i];
        }

        return offsets;
    }

    private sealed record Line(int Customer, long Seconds, int Day, int Order, int Item, int Category, float Quantity, long AmountMinor, bool IsReturn);
}
