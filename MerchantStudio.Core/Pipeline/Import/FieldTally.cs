using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Counts how many rows say something about the fields that models and pages use.</summary>
internal sealed class FieldTally
{
    private readonly Dictionary<ImportField, (long Filled, long Rows)> _fields = [];

    public IReadOnlyList<FieldFill> All => [.. _fields.Where(pair => pair.Value.Rows > 0).Select(pair => new FieldFill(pair.Key, pair.Value.Filled, pair.Value.Rows))];

    public void Add(ImportedRow row)
    {
        switch (row)
        {
            case OrderLineRow { IsProduct: true } line:
                Count(ImportField.CustomerId, line.CustomerKey is not null);
                Count(ImportField.ProductTitle, line.ProductTitle is not null);
                Count(ImportField.Country, line.Country is not null);
                break;
            case ProductRow { IsProduct: true } product:
                Count(ImportField.Category, product.Category is not null);
                Count(ImportField.Price, product.PriceMinor is not null);
                Count(ImportField.Stock, product.Stock is not null);
                Count(ImportField.Description, product.Description is not null);
                Count(ImportField.ImageUrl, product.ImageUrl is not null);
                Count(ImportField.Brand, product.Brand is not null);
                break;
            case ReviewRow review:
                Count(ImportField.CustomerId, review.CustomerKey is not null);
                Count(ImportField.Rating, review.Rating is not null);
                Count(ImportField.Body, review.Body is not null);
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
        _fields[field] = (sum.Filled + codes.Length - codes.Count(-1), sum.Rows + events.Count);
    }

    private void Count(ImportField field, bool isFilled)
    {
        var sum = _fields.GetValueOrDefault(field);
        _fields[field] = (sum.Filled + (isFilled ? 1 : 0), sum.Rows + 1);
    }
}
