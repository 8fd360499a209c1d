namespace MerchantStudio.Core.Features;

/// <summary>
/// Collects purchases in any order and lays them out per customer by time. Customers and items are numbered in the ordinal
/// order of their ids, so that the same rows in another order give the same data.
/// </summary>
public sealed class InteractionDataBuilder
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Customer, string Order), int> _orders = [];

    private readonly record struct Row(int Customer, int Order, int Item, long UtcTicks, float Quantity);

    /// <summary>
    /// Adds one order line. Lines of one customer with the same <paramref name="order"/> are one basket, whose time is its
    /// earliest line's; an item that occurs in several of its lines is kept once, with the quantities added.
    /// </summary>
    public InteractionDataBuilder Add(string customer, string item, string order, long utcTicks, float quantity = 1)
    {
        var customerNumber = NumberOf(_customers, customer);
        _rows.Add(new Row(customerNumber, NumberOf(_orders, (customerNumber, order)), NumberOf(_items, item), utcTicks, quantity));
        return this;
    }

    /// <summary>Makes an item part of the catalogue even if nobody takes it.</summary>
    public InteractionDataBuilder AddItem(string item)
    {
        _ = NumberOf(_items, item);
        return this;
    }

    public InteractionData Build()
    {
        var (customerIds, customerIndex) = Ordinal(_customers);
        var (itemIds, itemIndex) = Ordinal(_items);
        var rows = MergeLines(itemIndex, customerIndex);
        var offsets = new int[customerIds.Count + 1];
        var baskets = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            offsets[rows[i].Customer + 1]++;
            var sameCustomer = i > 0 && rows[i - 1].Customer == rows[i].Customer;
            baskets[i] = !sameCustomer ? 0 : baskets[i - 1] + (rows[i - 1].Order == rows[i].Order ? 0 : 1);
        }

        for (var i = 1; i < offsets.Length; i++)
        {
            offsets[i] += offsets[i - 1];
        }

        return new InteractionData(customerIds, itemIds, new InteractionColumns(
            offsets,
            Array.ConvertAll(rows, row => row.Item),
            baskets,
            Array.ConvertAll(rows, row => row.UtcTicks),
            Array.ConvertAll(rows, row => row.Quantity)));
    }

    private static int NumberOf<TKey>(Dictionary<TKey, int> numbers, TKey key)
        where TKey : notnull
    {
        if (!numbers.TryGetValue(key, out var number))
        {
            number = numbers.Count;
            numbers.Add(key, number);
        }

        return number;
    }

    private static (IdMap Ids, int[] NewIndex) Ordinal(Dictionary<string, int> numbers)
    {
        var sorted = numbers.Keys.Order(StringComparer.Ordinal).ToArray();
        var newIndex = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            newIndex[numbers[sorted[i]]] = i;
        }

        return (new IdMap(sorted), newIndex);
    }

    /// <summary>One row per customer, order and item, by customer, then time of the order, order and item.</summary>
    private Row[] MergeLines(int[] itemIndex, int[] customerIndex)
    {
        var orderTime = new Dictionary<int, long>(_orders.Count);
        foreach (var row in _rows)
        {
            orderTime[row.Order] = orderTime.TryGetValue(row.Order, out var earliest) ? Math.Min(earliest, row.UtcTicks) : row.UtcTicks;
        }

        return [.. _rows
            .GroupBy(row => (row.Order, row.Item))
            .Select(lines => new Row(
                customerIndex[lines.First().Customer], lines.Key.Order, itemIndex[lines.Key.Item],
                orderTime[lines.Key.Order], lines.Sum(line => line.Quantity)))
            .OrderBy(row => row.Customer).ThenBy(row => row.UtcTicks).ThenBy(row => row.Order).ThenBy(row => row.Item)];
    }
}
