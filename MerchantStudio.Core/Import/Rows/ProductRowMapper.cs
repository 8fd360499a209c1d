using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>One row, one product.</summary>
internal sealed class ProductRowMapper(ColumnMapping mapping) : IRowMapper
{
    private static readonly ImportField[] s_clearable =
    [
        ImportField.Description, ImportField.Category, ImportField.Brand, ImportField.Tags, ImportField.ImageUrl, ImportField.Price, ImportField.Cost,
        ImportField.Stock, ImportField.IsActive,
    ];

    private readonly NotProductRules _rules = new(mapping);

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var title = cells.Text(ImportField.ProductTitle);
        var key = cells.Key(ImportField.ProductId) ?? title ?? cells.RequiredKey(ImportField.ProductId);
        var product = Read(cells, rowNumber, key, title ?? key) with { ParentKey = Parent(cells) };
        if (cells.Fault is null)
        {
            sink.Add(product);
        }
    }

    /// <summary>The fields that products and variants share.</summary>
    public ProductRow Read(CellReader cells, long rowNumber, string key, string title) => new()
    {
        RowNumber = rowNumber,
        ProductKey = key,
        Title = title,
        Description = cells.Text(ImportField.Description),
        Category = cells.Word(ImportField.Category),
        Brand = cells.Word(ImportField.Brand),
        Tags = cells.Text(ImportField.Tags),
        ImageUrl = FirstOf(cells.Text(ImportField.ImageUrl)),
        PriceMinor = Amount(cells, ImportField.Price),
        CostMinor = Amount(cells, ImportField.Cost),
        Stock = cells.Number(ImportField.Stock)?.ToDouble(),
        IsActive = cells.Flag(ImportField.IsActive),
        IsProduct = _rules.IsProduct(key, title),
        Attributes = cells.Attributes(),
        Cleared = cells.Cleared(s_clearable),
    };

    // The record keeps a product's price in the shop's currency only: another one sets the row aside, as it does an order,
    // or, where the merchant wants such rows all the same, leaves the price out.
    private long? Amount(CellReader cells, ImportField field)
    {
        var cell = cells.Cell(field);
        if (cell.IsEmpty)
        {
            return null;
        }

        var currency = CurrencyMarks.CodeOf(cell) is { } marked && Currencies.IsCode(marked) ? marked : cells.CurrencyOf(ImportField.Currency);
        if (currency == cells.ShopCurrency)
        {
            return cells.Minor(field, currency);
        }

        if (mapping.OtherCurrencies == OtherCurrencyRule.SetAside && cells.Fault is null)
        {
            cells.Fail(RowReasons.OtherCurrency, cells.Columns.Has(ImportField.Currency) ? ImportField.Currency : field, Encoding.UTF8.GetBytes(currency));
        }

        return null;
    }

    // WooCommerce lists pictures with commas; the first is the one to show.
    private static string? FirstOf(string? images) => images?.Split(", ", 2)[0];

    private static string? Parent(CellReader cells)
    {
        var parent = cells.Key(ImportField.ParentId);
        return parent is not null && parent.StartsWith("id:", StringComparison.Ordinal) ? parent[3..] : parent;
    }
}
