using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// Products whose further rows add a variant, a picture or both, and leave the handle blank or repeat it (Shopify). A
/// product with one nameless variant is one record, known by its SKU; others are the product and each of its variants.
/// </summary>
internal sealed class ContinuedProductMapper(ColumnMapping mapping) : IRowMapper
{
    private const string OnlyVariant = "Default Title";

    private static readonly ImportField[] s_common = [ImportField.ParentId, ImportField.ProductTitle];

    private readonly ProductRowMapper _reader = new(mapping);
    private string? _handle;
    private ProductRow? _product;
    private int _variants;
    private List<(int Column, string Text)> _common = [];

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var handle = cells.Key(ImportField.ParentId);
        var title = cells.Text(ImportField.ProductTitle);
        if (cells.Mark is { Continues: true } && (handle ?? title) is { } parent)
        {
            MapAlone(cells, parent, title ?? parent, rowNumber, sink);
        }
        else if (title is not null && (handle is null || handle != _handle))
        {
            MapFirst(cells, handle ?? title, title, rowNumber, sink);
        }
        else if (_product is null || (handle is not null && handle != _handle))
        {
            cells.Fail(_handle is not null && (handle is null || handle == _handle) ? RowReasons.FirstRowSetAside : RowReasons.MissingValue, ImportField.ProductTitle);
        }
        else
        {
            MapFurther(cells, rowNumber, sink);
        }
    }

    public RefusedPlace PlaceOf(CellReader cells) => _product is null
        ? default
        : new RefusedPlace(0, Continues: cells.Key(ImportField.ParentId) is not { } handle || handle == _handle, [.. _common]);

    // A variant that was set aside while its product was taken: it comes back without the product's own row.
    private void MapAlone(CellReader cells, string handle, string title, long rowNumber, RowSink sink)
    {
        (_handle, _product, _variants) = (handle, null, 0);
        var read = _reader.Read(cells, rowNumber, handle, title);
        if (cells.Fault is null)
        {
            sink.Add(Variant(cells, read, cells.Key(ImportField.ProductId)));
        }
    }

    private void MapFirst(CellReader cells, string handle, string title, long rowNumber, RowSink sink)
    {
        (_handle, _product, _variants) = (handle, null, 0);
        var sku = cells.Key(ImportField.ProductId);
        var product = _reader.Read(cells, rowNumber, handle, title);
        if (cells.Fault is not null)
        {
            return;
        }

        _product = product;
        _common = cells.Filled(s_common);
        if (cells.Text(ImportField.Variant) is null or OnlyVariant)
        {
            sink.Add(product with { ProductKey = sku ?? handle });
        }
        else
        {
            sink.Add(product with { Stock = null });
            sink.Add(Variant(cells, product, sku));
        }
    }

    private void MapFurther(CellReader cells, long rowNumber, RowSink sink)
    {
        var sku = cells.Key(ImportField.ProductId);
        if (sku is null && cells.IsBlank(ImportField.Price) && cells.IsBlank(ImportField.Variant))
        {
            sink.Absorb();
            return;
        }

        var read = _reader.Read(cells, rowNumber, _handle!, _product!.Title);
        if (cells.Fault is null)
        {
            sink.Add(Variant(cells, read, sku));
        }
    }

    private ProductRow Variant(CellReader cells, ProductRow read, string? sku)
    {
        _variants++;
        var option = cells.Text(ImportField.Variant);
        return read with
        {
            ProductKey = sku ?? FormattableString.Invariant($"{_handle}/{option ?? _variants.ToString(System.Globalization.CultureInfo.InvariantCulture)}"),
            ParentKey = _handle,
            Title = option is null ? _product!.Title : $"{_product!.Title} - {option}",
            Description = null,
            Category = _product.Category,
            Brand = _product.Brand,
            Tags = _product.Tags,
            ImageUrl = read.ImageUrl ?? _product.ImageUrl,
            IsActive = read.IsActive ?? _product.IsActive,
        };
    }
}
