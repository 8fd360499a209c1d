namespace MerchantStudio.Core.Domain;

/// <summary>How the rows of a file make orders.</summary>
public enum ImportLayout
{
    /// <summary>Every row stands alone: an order line, a product, an event.</summary>
    LinePerRow,

    /// <summary>Every row is an order of its own, with one line (Taobao, Pinduoduo).</summary>
    OrderPerRow,

    /// <summary>Further rows of an order or a product leave its common cells blank (Shopify).</summary>
    BlankContinuation,

    /// <summary>Order amounts repeat on every line and count once (JD).</summary>
    RepeatedAmounts,

    /// <summary>Lines and orders lie in two files, joined by the order number (Taobao).</summary>
    TwoFileJoin,

    /// <summary>One row an order, its items in numbered columns (WooCommerce plugins).</summary>
    WideItems,

    /// <summary>A row may pack several lines with ';' in each cell (Douyin).</summary>
    PackedLines,
}

/// <summary>What becomes of orders in another currency than the shop's, whose amounts cannot be added to the others.</summary>
public enum OtherCurrencyRule
{
    SetAside,

    /// <summary>They count as purchases that people made, and not as money.</summary>
    KeepWithoutMoney,
}

/// <summary>What a person said about the cells of one column: this text stands for that.</summary>
/// <param name="Column">Header of the column.</param>
/// <param name="From">What the file writes, without blanks around it.</param>
/// <param name="To">What is read instead; empty for "nothing".</param>
public sealed record CellRule(string Column, string From, string To);

public enum DateOrder
{
    /// <summary>Decided from the data.</summary>
    Auto,
    DayFirst,
    MonthFirst,
}

/// <summary>
/// Which column means what, and how its values are written. Columns are named by their header, never by position; what
/// is not named is kept as an attribute unless <see cref="Dropped"/> lists it.
/// </summary>
public sealed record ColumnMapping
{
    public required ImportKind Kind { get; init; }
    public required string Preset { get; init; }
    public ImportLayout Layout { get; init; }
    public required IReadOnlyDictionary<ImportField, string> Columns { get; init; }

    /// <summary>Columns that are not kept at all: personal data and noise.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>Whether the customer column holds names, e-mails or phones, which are pseudonymised.</summary>
    public bool CustomerIsPersonal { get; init; }

    /// <summary>Start of the numbers of cancelled orders, whose lines take goods back ("C" of C536379).</summary>
    public string? ReturnOrderPrefix { get; init; }

    /// <summary>Whether an order's discount is still to be taken off the sum of its lines.</summary>
    public bool DiscountIsExtra { get; init; }

    /// <summary>Currency of a file that has no currency column; null means the shop's.</summary>
    public string? Currency { get; init; }

    public DateOrder DateOrder { get; init; }

    /// <summary>IANA zone of times without an offset; null means the shop's.</summary>
    public string? TimeZoneId { get; init; }

    /// <summary>True when a comma is the decimal sign; null means decided from the data.</summary>
    public bool? DecimalComma { get; init; }

    /// <summary>Cell contents that mean "nothing", such as "-".</summary>
    public IReadOnlyList<string> EmptyMarkers { get; init; } = [];

    /// <summary>What was learned from rows that somebody corrected.</summary>
    public IReadOnlyList<CellRule> Rules { get; init; } = [];

    /// <summary>States of orders in the file's own words, for words that the built-in list does not know or knows otherwise.</summary>
    public IReadOnlyDictionary<string, OrderStatus> Statuses { get; init; } = new Dictionary<string, OrderStatus>();

    public OtherCurrencyRule OtherCurrencies { get; init; }

    /// <summary>
    /// Whether an empty cell of a column that means something clears what the record holds. A column that the file does not
    /// have never does.
    /// </summary>
    public bool EmptyClears { get; init; }

    /// <summary>Product ids that the owner says are not products, beside the built-in rules.</summary>
    public IReadOnlyList<string> NotProducts { get; init; } = [];

    /// <summary>Product ids that the owner says are products, against the built-in rules.</summary>
    public IReadOnlyList<string> AreProducts { get; init; } = [];
}
