namespace MerchantStudio.Core.Serving;

/// <summary>Which products may be recommended. Whatever is not a product (postage, fees) never is.</summary>
public sealed record RecommendationFilters
{
    /// <summary>Leaves out products whose tracked stock is used up; one without tracked stock stays.</summary>
    public bool InStock { get; init; }

    /// <summary>Leaves out what the customer took before.</summary>
    public bool NotBoughtBefore { get; init; }

    /// <summary>Only products of this category; null for all.</summary>
    public string? Category { get; init; }
}

/// <summary>A question for the top of the list for one customer.</summary>
public sealed record RecommendationQuery
{
    public const int MostItems = 100;

    public required int ShopId { get; init; }

    /// <summary>The customer's key; one that nobody knows gets what is popular.</summary>
    public required string CustomerKey { get; init; }

    /// <summary>How many items, 1 to <see cref="MostItems"/>.</summary>
    public int Count { get; init; } = 10;

    /// <summary>The model version to ask; null for the live one.</summary>
    public long? VersionId { get; init; }

    public RecommendationFilters Filters { get; init; } = new();

    /// <summary>Products to leave out of the customer's history, to see what would be recommended without them.</summary>
    public IReadOnlyCollection<string> WithoutProducts { get; init; } = [];
}
