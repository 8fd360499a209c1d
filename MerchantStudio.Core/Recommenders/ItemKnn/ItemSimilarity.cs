using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ItemKnn;

/// <summary>Rows of item-item similarity, without an item's similarity to itself.</summary>
internal sealed class ItemSimilarity(CsrMatrix byCustomer, float shrink, bool divideByLengths)
{
    private readonly CsrMatrix _byItem = byCustomer.Transpose();
    private readonly float[] _squaredLengths = SquaredLengths(byCustomer);

    internal void FillRow(int item, Span<float> sums)
    {
        var customers = _byItem.RowColumns(item);
        var weights = _byItem.RowValues(item);
        for (var c = 0; c < customers.Length; c++)
        {
            var others = byCustomer.RowColumns(customers[c]);
            var values = byCustomer.RowValues(customers[c]);
            for (var i = 0; i < others.Length; i++)
            {
                sums[others[i]] += weights[c] * values[i];
            }
        }

        sums[item] = 0;
        if (divideByLengths)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] = sums[i] == 0 ? 0 : sums[i] / (MathF.Sqrt(_squaredLengths[item] * _squaredLengths[i]) + shrink);
            }
        }
    }

    private static float[] SquaredLengths(CsrMatrix byCustomer)
    {
        var lengths = new float[byCustomer.Columns];
        for (var i = 0; i < byCustomer.Count; i++)
        {
            lengths[byCustomer.ColumnIndexes[i]] += byCustomer.Values[i] * byCustomer.Values[i];
        }

        return lengths;
    }
}
