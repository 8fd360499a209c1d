using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

internal enum CellType
{
    Text,
    Int16,
    Int32,
    Int64,
    Real,
    Boolean,
}

/// <summary>A column that imports fill. Cells are held as string, long, double or bool.</summary>
internal sealed record RecordColumn(string Name, CellType Type);

/// <summary>A table whose rows are known by their shop's key, as the import sees it.</summary>
internal sealed record RecordTable(string Name, ChangedEntity Entity, IReadOnlyList<RecordColumn> Columns)
{
    public static RecordTable Customers { get; } = new("Customers", ChangedEntity.Customer,
    [
        new(nameof(Customer.Country), CellType.Text), new(nameof(Customer.City), CellType.Text), new(nameof(Customer.Tags), CellType.Text),
        new(nameof(Customer.AcceptsMarketing), CellType.Boolean), new(nameof(Customer.CreatedUtc), CellType.Int64),
        new(nameof(Customer.ProtectedName), CellType.Text), new(nameof(Customer.ProtectedEmail), CellType.Text),
        new(nameof(Customer.AttributesJson), CellType.Text),
    ]);

    public static RecordTable Products { get; } = new("Products", ChangedEntity.Product,
    [
        new(nameof(Product.Title), CellType.Text), new(nameof(Product.ParentKey), CellType.Text),
        new(nameof(Product.Description), CellType.Text), new(nameof(Product.Category), CellType.Text),
        new(nameof(Product.Brand), CellType.Text), new(nameof(Product.Tags), CellType.Text), new(nameof(Product.ImageUrl), CellType.Text),
        new(nameof(Product.PriceMinor), CellType.Int64), new(nameof(Product.CostMinor), CellType.Int64),
        new(nameof(Product.Stock), CellType.Real), new(nameof(Product.IsActive), CellType.Boolean),
        new(nameof(Product.IsProduct), CellType.Boolean), new(nameof(Product.InCatalog), CellType.Boolean),
        new(nameof(Product.AttributesJson), CellType.Text),
    ]);

    public static RecordTable Orders { get; } = new("Orders", ChangedEntity.Order,
    [
        new(nameof(Order.CustomerId), CellType.Int32), new(nameof(Order.Currency), CellType.Text),
        new(nameof(Order.OrderedUtc), CellType.Int64), new(nameof(Order.Status), CellType.Int16), new(nameof(Order.Country), CellType.Text),
        new(nameof(Order.SubtotalMinor), CellType.Int64), new(nameof(Order.ShippingMinor), CellType.Int64),
        new(nameof(Order.TaxMinor), CellType.Int64), new(nameof(Order.DiscountMinor), CellType.Int64),
        new(nameof(Order.TotalMinor), CellType.Int64), new(nameof(Order.RefundedMinor), CellType.Int64),
    ]);

    public static RecordTable Reviews { get; } = new("Reviews", ChangedEntity.Review,
    [
        new(nameof(Review.ProductKey), CellType.Text), new(nameof(Review.CustomerKey), CellType.Text),
        new(nameof(Review.Rating), CellType.Real), new(nameof(Review.Title), CellType.Text), new(nameof(Review.Body), CellType.Text),
        new(nameof(Review.Language), CellType.Text), new(nameof(Review.WrittenUtc), CellType.Int64),
        new(nameof(Review.AttributesJson), CellType.Text),
    ]);

    public static IReadOnlyList<RecordTable> All { get; } = [Customers, Products, Orders, Reviews];

    /// <summary>The columns of an order's line that a later file may change.</summary>
    public static IReadOnlyList<RecordColumn> LineColumns { get; } =
    [
        new(nameof(OrderLine.ProductId), CellType.Int32), new(nameof(OrderLine.Quantity), CellType.Real),
        new(nameof(OrderLine.UnitPriceMinor), CellType.Int64), new(nameof(OrderLine.TotalMinor), CellType.Int64),
        new(nameof(OrderLine.IsReturn), CellType.Boolean), new(nameof(OrderLine.AttributesJson), CellType.Text),
    ];

    /// <summary>Position of a column among <see cref="Columns"/>.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column)
            {
                return i;
            }
        }

        throw new ArgumentException($"{Name} has no column {column}.", nameof(column));
    }
}
