namespace MerchantStudio.Core.Evaluation.Lists;

/// <summary>Coverage@k = distinct items in all customers' first k / items of the catalogue. No customers: 0.</summary>
public static class Coverage
{
    public const string Name = "coverage";

    /// <param name="lists">Top lists, best first.</param>
    /// <param name="k">Length to cut them to.</param>
    /// <param name="catalogue">Number of items.</param>
    public static double Of(IReadOnlyList<int[]> lists, int k, int catalogue) =>
        catalogue == 0 ? 0 : (double)lists.SelectMany(list => list.Take(k)).Distinct().Count() / catalogue;
}
