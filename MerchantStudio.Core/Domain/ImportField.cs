namespace MerchantStudio.Core.Domain;

/// <summary>What a column can mean. Each kind of file uses its own part.</summary>
public enum ImportField
{
    OrderId, LineId, CustomerId, ProductId, ProductTitle, Variant, Category, Brand, Quantity, UnitPrice, LineTotal, Currency, OrderedAt,
    Status, Country, City, Subtotal, Shipping, Tax, Discount, Total, Refunded, CancelledAt,
    ParentId, Description, Tags, ImageUrl, Price, Cost, Stock, IsActive,
    AcceptsMarketing, CreatedAt, DisplayName, Email,
    EventId, EventName, OccurredAt, VisitorId, SessionId, Source, Device, Value,
    ReviewId, Rating, Title, Body, Language, WrittenAt,
}
