using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>One row, one review. Without an id it is known by product, customer, time and text.</summary>
internal sealed class ReviewRowMapper : IRowMapper
{
    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var product = cells.RequiredKey(ImportField.ProductId);
        var customer = cells.Customer();
        var written = cells.Time(ImportField.WrittenAt);
        var title = cells.Text(ImportField.Title);
        var body = cells.Text(ImportField.Body);
        var rating = cells.Number(ImportField.Rating)?.ToDouble();
        if (rating is null && body is null && title is null)
        {
            cells.Fail(RowReasons.MissingValue, cells.Columns.Has(ImportField.Rating) ? ImportField.Rating : ImportField.Body);
        }

        var review = new ReviewRow
        {
            RowNumber = rowNumber,
            ReviewKey = cells.Key(ImportField.ReviewId) ?? EventIdentity.Of(written ?? default, [product, customer, title, body]),
            ProductKey = product,
            CustomerKey = customer,
            Rating = rating,
            Title = title,
            Body = body,
            Language = cells.Word(ImportField.Language) ?? LanguageOf(body ?? title),
            WrittenUtc = written,
            Attributes = cells.Attributes(),
        };
        if (cells.Fault is null)
        {
            sink.Add(review);
        }
    }

    // Chinese letters settle it; anything else could be one of many languages and is left open.
    private static string? LanguageOf(string? text) =>
        text is not null && text.Any(letter => letter is >= '\u4E00' and <= '\u9FFF') ? "zh" : null;
}
