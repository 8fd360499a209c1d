namespace MerchantStudio.Core.Features;

/// <summary>Parts of <see cref="InteractionData"/>.</summary>
public static class InteractionSelection
{
    /// <summary>
    /// The chosen interactions, with only the customers and items that are left, in the same order but numbered anew.
    /// </summary>
    /// <param name="data">Where to choose from.</param>
    /// <param name="keep">Says of a position in the columns whether it stays.</param>
    /// <returns>The data, and for every old item index its new one, or -1.</returns>
    public static (InteractionData Data, int[] NewItem) Where(this InteractionData data, Func<int, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(data);
        var kept = Positions(data, keep);
        var newItem = Renumber(data.ItemCount, kept.Select(at => data.Items[at.Position]));
        var newCustomer = Renumber(data.CustomerCount, kept.Select(at => at.Customer));
        var customers = data.CustomerIds.Select(Chosen(newCustomer));
        var items = data.ItemIds.Select(Chosen(newItem));
        var columns = Columns(data, kept, customers.Count, customer => newCustomer[customer], item => newItem[item]);
        return (new InteractionData(customers, items, columns), newItem);
    }

    /// <summary>The chosen interactions with all customers and items in their places, also those that are left with nothing.</summary>
    public static InteractionData WhereKeepingIds(this InteractionData data, Func<int, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(data);
        var columns = Columns(data, Positions(data, keep), data.CustomerCount, customer => customer, item => item);
        return new InteractionData(data.CustomerIds, data.ItemIds, columns);
    }

    /// <summary>
    /// The same interactions with the items numbered from the most to the least popular (by customers, then by the order they
    /// had), so that "the lower index first" breaks ties sensibly everywhere.
    /// </summary>
    public static InteractionData InPopularityOrder(this InteractionData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var identity = Enumerable.Range(0, data.ItemCount).ToArray();
        return InPopularityOrder((data, identity)).Data;
    }

    /// <inheritdoc cref="InPopularityOrder(InteractionData)"/>
    internal static (InteractionData Data, int[] NewItem) InPopularityOrder(this (InteractionData Data, int[] NewItem) selection)
    {
        var data = selection.Data;
        var customers = data.CustomersPerItem();
        var order = Enumerable.Range(0, data.ItemCount).OrderByDescending(item => customers[item]).ThenBy(item => item).ToArray();
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            place[order[i]] = i;
        }

        var columns = Columns(data, Positions(data, _ => true), data.CustomerCount, customer => customer, item => place[item]);
        return (new InteractionData(data.CustomerIds, data.ItemIds.Select(order), columns),
            Array.ConvertAll(selection.NewItem, item => item < 0 ? -1 : place[item]));
    }

    private static List<(int Customer, int Position)> Positions(InteractionData data, Func<int, bool> keep)
    {
        var kept = new List<(int, int)>(data.Count);
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            for (var i = data.Offsets[customer]; i < data.Offsets[customer + 1]; i++)
            {
                if (keep(i))
                {
                    kept.Add((customer, i));
                }
            }
        }

        return kept;
    }

    private static int[] Renumber(int count, IEnumerable<int> used)
    {
        var numbers = new int[count];
        Array.Fill(numbers, -1);
        foreach (var index in used)
        {
            numbers[index] = 0;
        }

        var next = 0;
        for (var i = 0; i < count; i++)
        {
            numbers[i] = numbers[i] < 0 ? -1 : next++;
        }

        return numbers;
    }

    private static IEnumerable<int> Chosen(int[] newIndex) => Enumerable.Range(0, newIndex.Length).Where(i => newIndex[i] >= 0);

    private static InteractionColumns Columns(
        InteractionData data, List<(int Customer, int Position)> kept, int customers, Func<int, int> newCustomer, Func<int, int> newItem)
    {
        var offsets = new int[customers + 1];
        var baskets = new int[kept.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            offsets[newCustomer(kept[i].Customer) + 1]++;
            var sameCustomer = i > 0 && kept[i - 1].Customer == kept[i].Customer;
            var sameBasket = sameCustomer && data.Baskets[kept[i - 1].Position] == data.Baskets[kept[i].Position];
            baskets[i] = !sameCustomer ? 0 : baskets[i - 1] + (sameBasket ? 0 : 1);
        }

        for (var i = 0; i < customers; i++)
        {
            offsets[i + 1] += offsets[i];
        }

        return new InteractionColumns(
            offsets,
            [.. kept.Select(at => newItem(data.Items[at.Position]))],
            baskets,
            [.. kept.Select(at => data.UtcTicks[at.Position])],
            [.. kept.Select(at => data.Quantities[at.Position])]);
    }
}
