namespace MerchantStudio.Core.Evaluation.Lists;

/// <summary>
/// Novelty@k of one list: mean over its first k items of −log₂(share of the training customers who have the item)
/// (Vargas and Castells 2011), in bits. An item that nobody has counts as if one customer had it. Empty list: 0.
/// </summary>
public static class Novelty
{
    public const string Name = "novelty";

    /// <param name="list">Items, best first.</param>
    /// <param name="k">Length to cut it to.</param>
    /// <param name="customersPerItem">Training customers of each item.</param>
    /// <param name="customers">All training customers.</param>
    public static double Of(int[] list, int k, int[] customersPerItem, int customers) =>
        list.Take(k).Select(item => -Math.Log2(Math.Max(1, customersPerItem[item]) / (double)Math.Max(1, customers))).DefaultIfEmpty(0).Average();
}
