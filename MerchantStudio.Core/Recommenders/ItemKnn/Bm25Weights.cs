using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ItemKnn;

/// <summary>
/// BM25 of purchase counts (Robertson and Zaragoza 2009), a customer being a document and an item a word:
/// idf(i) · n·(k1+1) / (n + k1·(1 − b + b·length/meanLength)), idf(i) = log(1 + (N − N(i) + ½)/(N(i) + ½)).
/// </summary>
internal static class Bm25Weights
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    /// <param name="counts">Customers × items; the value is how often.</param>
    internal static CsrMatrix Of(CsrMatrix counts)
    {
        var idf = InverseDocumentFrequency(counts);
        var meanLength = Math.Max(1, counts.Values.ToArray().Sum(value => (double)value) / Math.Max(1, counts.Rows));
        var values = counts.Values.ToArray();
        for (var row = 0; row < counts.Rows; row++)
        {
            var length = 0.0;
            foreach (var value in counts.RowValues(row))
            {
                length += value;
            }

            var norm = K1 * (1 - B + (B * length / meanLength));
            for (var i = counts.RowStarts[row]; i < counts.RowStarts[row + 1]; i++)
            {
                values[i] = (float)(idf[counts.ColumnIndexes[i]] * values[i] * (K1 + 1) / (values[i] + norm));
            }
        }

        return new CsrMatrix(counts.Rows, counts.Columns, counts.RowStarts.ToArray(), counts.ColumnIndexes.ToArray(), values);
    }

    private static double[] InverseDocumentFrequency(CsrMatrix counts)
    {
        var customers = new int[counts.Columns];
        foreach (var item in counts.ColumnIndexes)
        {
            customers[item]++;
        }

        return Array.ConvertAll(customers, n => Math.Log(1 + ((counts.Rows - n + 0.5) / (n + 0.5))));
    }
}
