namespace MerchantStudio.Core.Serving;

/// <summary>Why a list is not personal.</summary>
public enum FallbackKind
{
    /// <summary>It is: the model knows what the customer took.</summary>
    None = 0,

    /// <summary>The shop knows no purchase of this customer.</summary>
    UnknownCustomer = 1,

    /// <summary>The customer took only things that are newer than the model.</summary>
    HistoryUnknownToModel = 2,

    /// <summary>Nothing is left of the history after the removals that were asked for.</summary>
    HistoryRemoved = 3,
}

/// <summary>Kind of a reason. All of them say what a score is made of, none of them what caused a purchase.</summary>
public enum ReasonKind
{
    /// <summary>Associated with an earlier purchase; <see cref="Reason.ProductKey"/> names it.</summary>
    Purchase = 0,

    /// <summary>Associated with the customer's other purchases taken together.</summary>
    OtherPurchases = 1,

    /// <summary>The customer took this very product before.</summary>
    BoughtBefore = 2,

    /// <summary>Many customers take it.</summary>
    Popular = 3,

    /// <summary>A part of the model that belongs to no single purchase.</summary>
    Model = 4,

    /// <summary>Too new for the model; it stands here because the list had room.</summary>
    New = 5,

    /// <summary>Too new for the model, and of a category or brand that the customer buys or, without purchases, looks at; <see cref="Reason.Title"/> names it.</summary>
    NewOfInterest = 6,

    /// <summary>The model does not know the customer, but the category or brand is one that they buy or look at; <see cref="Reason.Title"/> names it.</summary>
    OfInterest = 7,
}

/// <param name="Kind">What kind of reason it is.</param>
/// <param name="ProductKey">The earlier purchase, where the reason is one.</param>
/// <param name="Title">Its title, where the shop has one; of an interest, the category or brand.</param>
/// <param name="Value">Signed part of the score.</param>
public sealed record Reason(ReasonKind Kind, string? ProductKey, string? Title, double Value);

/// <summary>One line of the list. The values of the reasons, in their order, add up to the score.</summary>
public sealed record RecommendedItem
{
    /// <summary>Counts from 1.</summary>
    public required int Rank { get; init; }

    public required string ProductKey { get; init; }
    public string? Title { get; init; }
    public string? Category { get; init; }
    public string? ImageUrl { get; init; }
    public long? PriceMinor { get; init; }
    public double? Stock { get; init; }
    public bool BoughtBefore { get; init; }
    public required double Score { get; init; }
    public required IReadOnlyList<Reason> Reasons { get; init; }
}

/// <summary>An earlier purchase as the model sees it.</summary>
/// <param name="ProductKey">What was taken.</param>
/// <param name="Title">Its title, where the shop has one.</param>
/// <param name="LastUtc">When it was taken last.</param>
/// <param name="Removed">Whether the question left it out.</param>
public sealed record HistoryItem(string ProductKey, string? Title, DateTime LastUtc, bool Removed);

/// <summary>What would be recommended to a customer, by which model, and why.</summary>
public sealed record RecommendationList
{
    public required string CustomerKey { get; init; }

    /// <summary>The version that was asked; null when the shop has no model, and then <see cref="Items"/> is empty.</summary>
    public long? VersionId { get; init; }

    public string? Model { get; init; }
    public int? Version { get; init; }
    public FallbackKind Fallback { get; init; }
    public required IReadOnlyList<RecommendedItem> Items { get; init; }

    /// <summary>The customer's purchases, latest first.</summary>
    public IReadOnlyList<HistoryItem> History { get; init; } = [];
}
