using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Model;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Rows of files as cells, in the order of their table's columns; null where the file says nothing.</summary>
internal static class RowCells
{
    public static object?[] Of(ProductRow row) =>
    [
        row.Title, row.ParentKey, row.Description, row.Category, row.Brand, row.Tags, row.ImageUrl, row.PriceMinor, row.CostMinor,
        row.Stock, row.IsActive, row.IsProduct, true, Attributes(row),
    ];

    /// <summary>Name and e-mail are left out: they are stored encrypted.</summary>
    public static object?[] Of(CustomerRow row) =>
    [
        row.Country, row.City, row.Tags, row.AcceptsMarketing, Milliseconds(row.CreatedUtc), null, null, Attributes(row),
    ];

    public static object?[] Of(ReviewRow row) =>
    [
        row.ProductKey, row.CustomerKey, row.Rating, row.Title, row.Body, row.Language, Milliseconds(row.WrittenUtc), Attributes(row),
    ];

    /// <summary>What a line says about its order.</summary>
    public static object?[] OrderOf(OrderLineRow row, long? customerId) =>
    [
        customerId, row.Currency, UtcMilliseconds.From(row.OrderedUtc), (long)row.Status, row.Country, row.Totals?.SubtotalMinor,
        row.Totals?.ShippingMinor, row.Totals?.TaxMinor, row.Totals?.DiscountMinor, row.Totals?.TotalMinor, row.Totals?.RefundedMinor,
    ];

    /// <summary>The column that holds what a field says, for fields that an empty cell may clear.</summary>
    public static string ColumnOf(ImportField field) => field switch
    {
        ImportField.Price => nameof(Product.PriceMinor),
        ImportField.Cost => nameof(Product.CostMinor),
        ImportField.CreatedAt => nameof(Customer.CreatedUtc),
        _ => field.ToString(),
    };

    public static string? Attributes(ImportedRow row) =>
        row.Attributes is { Count: > 0 } attributes ? JsonSerializer.Serialize(attributes) : null;

    private static long? Milliseconds(DateTime? utc) => utc is { } time ? UtcMilliseconds.From(time) : null;
}
