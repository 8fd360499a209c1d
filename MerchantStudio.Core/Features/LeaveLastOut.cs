namespace MerchantStudio.Core.Features;

/// <summary>
/// Holds out one purchase per customer, counted from the end. Customers are tried at different times, so a model may know
/// what was in fashion later: easier than <see cref="TimeSplit"/>, and offered because papers report it.
/// </summary>
public static class LeaveLastOut
{
    /// <param name="data">All interactions; the catalogue stays whole.</param>
    /// <param name="held">Which purchase is the target: 1 = the last, 2 = the last but one.</param>
    /// <param name="fitTo">How many of the last purchases the training data leaves out; at least <paramref name="held"/>.</param>
    /// <remarks>The history runs up to the target; customers with no more than <paramref name="fitTo"/> purchases are left whole in the training data.</remarks>
    public static DataSplit Split(InteractionData data, int held, int fitTo)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(held, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fitTo, held);
        var customerOf = CustomerOfEach(data);
        bool Kept(int i)
        {
            var (from, to) = (data.Offsets[customerOf[i]], data.Offsets[customerOf[i] + 1]);
            return to - from <= fitTo || i < to - fitTo;
        }

        var train = data.WhereKeepingIds(Kept);
        var heldOut = Enumerable.Range(0, data.CustomerCount)
            .Where(customer => data.ItemsOf(customer).Length > fitTo)
            .Select(customer => new HeldOutCustomer(
                data.CustomerIds[customer],
                data.HistoryOf(customer, skipLast: held),
                [data.ItemsOf(customer)[^held]]));
        return new DataSplit { Train = train, HeldOut = [.. heldOut] };
    }

    private static int[] CustomerOfEach(InteractionData data)
    {
        var customerOf = new int[data.Count];
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            customerOf.AsSpan(data.Offsets[customer]..data.Offsets[customer + 1]).Fill(customer);
        }

        return customerOf;
    }
}
