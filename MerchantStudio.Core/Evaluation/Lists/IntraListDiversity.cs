using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Evaluation.Lists;

/// <summary>
/// Diversity@k of one list: mean over the pairs of its first k items of 1 − cosine of the items' training customers
/// (Ziegler 2005). 1: nobody has two of them; 0: the same people have all. Fewer than two items: 0.
/// </summary>
public sealed class IntraListDiversity(CsrMatrix customersByItem)
{
    public const string Name = "diversity";

    private readonly Dictionary<(int, int), double> _known = [];

    public double Of(int[] list, int k)
    {
        var length = Math.Min(k, list.Length);
        var sum = 0.0;
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += 1 - Cosine(list[i], list[j]);
            }
        }

        return length < 2 ? 0 : sum / (length * (length - 1) / 2.0);
    }

    private double Cosine(int a, int b)
    {
        var pair = (Math.Min(a, b), Math.Max(a, b));
        if (!_known.TryGetValue(pair, out var cosine))
        {
            var (x, y) = (customersByItem.RowColumns(a).Length, customersByItem.RowColumns(b).Length);
            cosine = x == 0 || y == 0 ? 0 : Common(a, b) / Math.Sqrt((double)x * y);
            _known.Add(pair, cosine);
        }

        return cosine;
    }

    private int Common(int a, int b)
    {
        var x = customersByItem.RowColumns(a);
        var y = customersByItem.RowColumns(b);
        var (i, j, common) = (0, 0, 0);
        while (i < x.Length && j < y.Length)
        {
            var order = x[i].CompareTo(y[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return common;
    }
}
