namespace MerchantStudio.Core.Features;

/// <summary>A customer on whom a model is tried: what is known of them, and what they took afterwards.</summary>
/// <param name="Customer">Id of the customer, as written in the file.</param>
/// <param name="History">What the model may see, in the item numbers of <see cref="DataSplit.Train"/>.</param>
/// <param name="Relevant">Items of the catalogue that were taken afterwards: rising, without repeats, never empty.</param>
public sealed record HeldOutCustomer(string Customer, History History, int[] Relevant);

/// <summary>Data to learn from and customers to be tried on; nothing of the second is in the first, unless the kind of split says so.</summary>
public sealed record DataSplit
{
    public required InteractionData Train { get; init; }

    public required IReadOnlyList<HeldOutCustomer> HeldOut { get; init; }

    /// <summary>Held-out purchases of items that nobody took in <see cref="Train"/>: no model of this kind can hit them.</summary>
    public int ColdPurchases { get; init; }

    /// <summary>Customers with held-out purchases but nothing in <see cref="Train"/>; they are not scored.</summary>
    public int UnknownCustomers { get; init; }
}
