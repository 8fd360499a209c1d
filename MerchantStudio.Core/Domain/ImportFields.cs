using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Domain;

/// <summary>Which meanings the columns of each kind of file can have, and without which nothing can be imported.</summary>
public static class ImportFields
{
    private static readonly Dictionary<ImportKind, ImportField[]> s_fields = new()
    {
        [ImportKind.Orders] =
        [
            OrderId, LineId, OrderedAt, CustomerId, ProductId, ProductTitle, Variant, Category, Quantity, UnitPrice, LineTotal, Currency,
            Status, Country, Subtotal, Shipping, Tax, Discount, Total, Refunded, CancelledAt,
        ],
        [ImportKind.Catalog] =
            [ProductId, ParentId, ProductTitle, Variant, Description, Category, Brand, Tags, ImageUrl, Price, Cost, Currency, Stock, IsActive],
        [ImportKind.Customers] = [CustomerId, Country, City, Tags, AcceptsMarketing, CreatedAt, DisplayName, Email],
        [ImportKind.Events] =
        [
            EventId, EventName, OccurredAt, CustomerId, VisitorId, SessionId, ProductId, OrderId, Quantity, Price, Category, Country,
            Source, Device, Value,
        ],
        [ImportKind.Reviews] = [ReviewId, ProductId, CustomerId, Rating, Title, Body, Language, WrittenAt],
    };

    /// <summary>The fields of a kind, in the order in which the mapping page shows them.</summary>
    public static IReadOnlyList<ImportField> Of(ImportKind kind) => s_fields[kind];

    /// <summary>Groups of fields of which each needs at least one column.</summary>
    public static IReadOnlyList<IReadOnlyList<ImportField>> Required(ImportKind kind) => kind switch
    {
        ImportKind.Orders => [[OrderedAt], [OrderId, CustomerId], [UnitPrice, LineTotal, Total]],
        ImportKind.Catalog => [[ProductId, ProductTitle]],
        ImportKind.Customers => [[CustomerId]],
        ImportKind.Events => [[OccurredAt], [CustomerId, VisitorId, SessionId]],
        ImportKind.Reviews => [[ProductId], [Rating, Body]],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of file."),
    };

    /// <summary>The required groups that a mapping leaves empty.</summary>
    public static IReadOnlyList<IReadOnlyList<ImportField>> Missing(ColumnMapping mapping) =>
        [.. Required(mapping.Kind).Where(group => !group.Any(mapping.Columns.ContainsKey) && !IsElsewhere(mapping, group))];

    // Two-file exports have the times, and wide ones the amounts, in places that no column of the mapping names.
    private static bool IsElsewhere(ColumnMapping mapping, IReadOnlyList<ImportField> group) =>
        mapping.Layout == ImportLayout.TwoFileJoin && group.Contains(OrderedAt);

    /// <summary>Fields that hold ids, which stay text.</summary>
    internal static bool IsKey(ImportField field) =>
        field is OrderId or LineId or CustomerId or ProductId or ParentId or EventId or VisitorId or SessionId or ReviewId;

    internal static bool IsTime(ImportField field) => field is OrderedAt or CancelledAt or CreatedAt or OccurredAt or WrittenAt;

    internal static bool IsAmount(ImportField field) =>
        field is UnitPrice or LineTotal or Subtotal or Shipping or Tax or Discount or Total or Refunded or Price or Cost or Quantity or Stock;
}
