namespace MerchantStudio.Core.Domain;

/// <summary>What kind of records a file holds.</summary>
public enum ImportKind
{
    Orders,
    Catalog,
    Customers,
    Events,
    Reviews,
}

/// <summary>One validated row of a file, as the import hands it to the store.</summary>
public abstract record ImportedRow
{
    /// <summary>1-based number of the data row in the file (the header is not counted).</summary>
    public required long RowNumber { get; init; }

    /// <summary>Columns that nothing claimed, kept by name; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What a row that was set aside before and is corrected now says about its place; null for other rows.</summary>
    public RowMark? Mark { get; init; }

    /// <summary>Fields whose empty cells clear what the record holds; null for none.</summary>
    public IReadOnlyList<ImportField>? Cleared { get; init; }
}

public enum OrderStatus : byte
{
    Completed = 0,
    Pending = 1,
    Cancelled = 2,
    Refunded = 3,
    PartiallyRefunded = 4,
}

/// <summary>Amounts that belong to an order as a whole, in minor units; null where the file does not say.</summary>
public sealed record OrderTotals
{
    public long? SubtotalMinor { get; init; }
    public long? ShippingMinor { get; init; }
    public long? TaxMinor { get; init; }
    public long? DiscountMinor { get; init; }
    public long? TotalMinor { get; init; }
    public long? RefundedMinor { get; init; }
}

/// <summary>One line of an order. A return is a line with a negative quantity and a negative total.</summary>
public sealed record OrderLineRow : ImportedRow
{
    public required string OrderKey { get; init; }

    /// <summary>
    /// Identity of the line within its order, the same every time the same file is read. Two equal lines of one order
    /// get different keys (the second carries its ordinal), so that neither is lost.
    /// </summary>
    public required string LineKey { get; init; }

    /// <summary>Null when the file names no customer: the line counts for revenue and trains nobody.</summary>
    public string? CustomerKey { get; init; }

    public required string ProductKey { get; init; }
    public string? ProductTitle { get; init; }
    public string? Category { get; init; }

    /// <summary>False for postage, fees, adjustments and the like: revenue, but never recommended.</summary>
    public bool IsProduct { get; init; } = true;

    public required double Quantity { get; init; }

    /// <summary>Price of one unit, in minor units of <see cref="Currency"/>, rounded half away from zero.</summary>
    public required long UnitPriceMinor { get; init; }

    /// <summary>Signed amount of the line in minor units, computed from the unrounded price.</summary>
    public required long TotalMinor { get; init; }

    public required string Currency { get; init; }
    public required DateTime OrderedUtc { get; init; }
    public OrderStatus Status { get; init; }

    /// <summary>True when the line takes goods or money back.</summary>
    public bool IsReturn { get; init; }

    public string? Country { get; init; }

    /// <summary>Order-level amounts; set on one line of the order only.</summary>
    public OrderTotals? Totals { get; init; }

    /// <summary>True when an earlier line of the same order in the file says exactly the same; both are kept.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The state in the file's words when nobody has explained them; null when it is understood.</summary>
    public string? UnknownStatus { get; init; }

    /// <summary>
    /// Set for a corrected line whose place among equal lines of its order is not known: it takes the first one that no
    /// other line has, but none of these, which other set-aside rows will come back to. Null for all other lines.
    /// </summary>
    public IReadOnlyCollection<int>? AnyPlaceBut { get; init; }
}

/// <summary>
/// Where a set-aside row stood, as its file carries it along: which line of its order it would have been, should the
/// correction not make another line of it.
/// </summary>
/// <param name="Row">1-based data row in the file that it was set aside from.</param>
/// <param name="Line">Hash of order and line; 0 when the row did not say.</param>
/// <param name="Ordinal">1 for the first such line of the file; 0 when the row did not say.</param>
/// <param name="Continues">Whether the row adds to a product whose own row was taken.</param>
public sealed record RowMark(long Row, ulong Line, int Ordinal, bool Continues);

public sealed record ProductRow : ImportedRow
{
    public required string ProductKey { get; init; }
    public required string Title { get; init; }

    /// <summary>Key of the product that this is a variant of; null for a product itself.</summary>
    public string? ParentKey { get; init; }

    public string? Description { get; init; }
    public string? Category { get; init; }
    public string? Brand { get; init; }
    public string? Tags { get; init; }
    public string? ImageUrl { get; init; }
    public long? PriceMinor { get; init; }
    public long? CostMinor { get; init; }

    /// <summary>Units in stock; null when the file does not track stock.</summary>
    public double? Stock { get; init; }

    public bool? IsActive { get; init; }
    public bool IsProduct { get; init; } = true;
}

public sealed record CustomerRow : ImportedRow
{
    public required string CustomerKey { get; init; }
    public string? Country { get; init; }
    public string? City { get; init; }
    public string? Tags { get; init; }
    public bool? AcceptsMarketing { get; init; }
    public DateTime? CreatedUtc { get; init; }

    /// <summary>Personal fields; filled only when the shop's owner has opted in to storing them.</summary>
    public string? DisplayName { get; init; }
    public string? Email { get; init; }
}

public sealed record EventRow : ImportedRow
{
    /// <summary>Identity of the event; the same every time the same file is read.</summary>
    public required string EventKey { get; init; }

    public required string Name { get; init; }
    public required DateTime OccurredUtc { get; init; }
    public string? CustomerKey { get; init; }

    /// <summary>Cookie or device id of somebody who has not signed in.</summary>
    public string? VisitorKey { get; init; }

    public string? SessionKey { get; init; }
    public string? ProductKey { get; init; }
    public string? OrderKey { get; init; }
    public double Quantity { get; init; } = 1;
    public long? PriceMinor { get; init; }
    public string? Category { get; init; }
    public string? Country { get; init; }
    public string? Source { get; init; }
    public string? Device { get; init; }

    /// <summary>Search words or page address, where the event has one.</summary>
    public string? Value { get; init; }
}

public sealed record ReviewRow : ImportedRow
{
    public required string ReviewKey { get; init; }
    public required string ProductKey { get; init; }
    public string? CustomerKey { get; init; }
    public double? Rating { get; init; }
    public string? Title { get; init; }
    public string? Body { get; init; }
    public string? Language { get; init; }
    public DateTime? WrittenUtc { get; init; }
}

/// <summary>What became of one row of a file.</summary>
public enum RowOutcome
{
    Inserted,
    Updated,
    Unchanged,
    SetAside,
}

/// <summary>A row that was not taken: where, why and what to do.</summary>
/// <param name="RowNumber">1-based data row in the file.</param>
/// <param name="Column">Header of the offending column, or null when the whole row is at fault.</param>
/// <param name="Reason">Resource key of the reason, such as <c>BadDate</c>.</param>
/// <param name="Detail">The offending value or limit, for the sentence.</param>
/// <param name="Suggestion">Resource key of what to do.</param>
/// <param name="Cells">The row's cells as read, so that it can be corrected and given back.</param>
public sealed record SetAsideRow(
    long RowNumber, string? Column, string Reason, string? Detail, string? Suggestion, IReadOnlyList<string> Cells)
{
    /// <summary>What the row must bring back to be taken for the same line.</summary>
    public RowMark? Mark { get; init; }
}
