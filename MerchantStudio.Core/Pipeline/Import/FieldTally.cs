using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Counts how many rows say something about the fields that models and pages use, and keeps a few that do not.</summary>
internal sealed class FieldTally
{
    private readonly Dictionary<ImportField, (long Filled, long Rows)> _fields = [];
    private readonly QualitySamples _missing = new();

    public IReadOnlyList<FieldFill> All => [.. _fields.Where(pair => pair.Value.Rows > 0).Select(pair => new FieldFill(pair.Key, pair.Value.Filled, pair.Value.Rows))];

    /// <summary>A few rows without each field, by <see cref="FieldFill.MissingKey"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SampleRow>> Missing => _missing.All;

    public void Add(ImportedRow row)
    {
        switch (row)
        {
            case OrderLineRow { IsProduct: true } line:
                Count(ImportField.CustomerId, line.CustomerKey is not null, row);
                Count(ImportField.ProductTitle, line.ProductTitle is not null, row);
                Count(ImportField.Country, line.Country is not null, row);
                break;
            case ProductRow { IsProduct: true } product:
                Count(ImportField.Category, product.Category is not null, row);
                Count(ImportField.Price, product.PriceMinor is not null, row);
                Count(ImportField.Stock, product.Stock is not null, row);
                Count(ImportField.Description, product.Description is not null, row);
                Count(ImportField.ImageUrl, product.ImageUrl is not null, row);
                Count(ImportField.Brand, product.Brand is not null, row);
                break;
            case ReviewRow review:
                Count(ImportField.CustomerId, review.CustomerKey is not null, row);
                Count(ImportField.Rating, review.Rating is not null, row);
                Count(ImportField.Body, review.Body is not null, row);
                break;
        }
    }

    /// <summary>Of the events of a block, those with a customer and those with a product.</summary>
    public void Add(EventBlock events)
    {
        Count(ImportField.CustomerId, events, EventText.Customer);
        Count(ImportField.SessionId, events, EventText.Session);
        Count(ImportField.ProductId, events, EventText.Product);
    }

    private void Count(ImportField field, EventBlock events, EventText text)
    {
        var codes = events.Codes(text);
        var sum = _fields.GetValueOrDefault(field);
        var missing = codes.Count(-1);
        _fields[field] = (sum.Filled + codes.Length - missing, sum.Rows + events.Count);
        if (missing > 0 && sum.Rows - sum.Filled < QualitySamples.Kept)
        {
            Keep(field, (EventRow)events[codes.IndexOf(-1)]);
        }
    }

    private void Count(ImportField field, bool isFilled, ImportedRow row)
    {
        var sum = _fields.GetValueOrDefault(field);
        _fields[field] = (sum.Filled + (isFilled ? 1 : 0), sum.Rows + 1);
        if (!isFilled && sum.Rows - sum.Filled < QualitySamples.Kept)
        {
            Keep(field, row);
        }
    }

    private void Keep(ImportField field, ImportedRow row) => _missing.Add(FieldFill.MissingKey(field), () => QualitySamples.Of(row));
}
