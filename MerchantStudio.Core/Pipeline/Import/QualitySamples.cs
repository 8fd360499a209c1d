using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Keeps a few rows for each finding.</summary>
internal sealed class QualitySamples
{
    public const int Kept = 3;

    private readonly Dictionary<string, List<SampleRow>> _rows = new(StringComparer.Ordinal);

    public void Add(string finding, Func<SampleRow> row)
    {
        if (!_rows.TryGetValue(finding, out var rows))
        {
            _rows[finding] = rows = [];
        }

        if (rows.Count < Kept)
        {
            rows.Add(row());
        }
    }

    public void Add(string finding, IReadOnlyList<SampleRow> rows)
    {
        if (rows.Count > 0)
        {
            _rows[finding] = [.. rows];
        }
    }

    public IReadOnlyDictionary<string, IReadOnlyList<SampleRow>> All => _rows.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<SampleRow>)pair.Value);

    public static SampleRow Of(ImportedRow row) => row switch
    {
        OrderLineRow line => new SampleRow(line.RowNumber, line.OrderKey, line.ProductKey, line.TotalMinor, line.Currency, line.OrderedUtc),
        EventRow happening => new SampleRow(happening.RowNumber, happening.OrderKey, happening.ProductKey, null, null, happening.OccurredUtc),
        ProductRow product => new SampleRow(product.RowNumber, null, product.ProductKey, null, null, null),
        ReviewRow review => new SampleRow(review.RowNumber, null, review.ProductKey, null, null, review.WrittenUtc),
        _ => new SampleRow(row.RowNumber, null, null, null, null, null),
    };
}
