namespace MerchantStudio.Core.Domain;

/// <summary>One scoring of a shop's customers: the same kind, the same moment, the same model.</summary>
public sealed record ScoreSet
{
    public long Id { get; init; }
    public required int ShopId { get; init; }

    /// <summary>What is scored, such as <c>churn</c> or <c>ltv</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The scores use what was known up to this moment.</summary>
    public required DateTime AsOfUtc { get; init; }

    public int? HorizonDays { get; init; }
    public required DateTime CreatedUtc { get; init; }
    public string? DataFingerprint { get; init; }

    /// <summary>Fitted parameters, calibration and anything else that explains the set, as JSON.</summary>
    public string? DetailsJson { get; init; }
}

/// <summary>What a shop chose about its predictions; null leaves it to the shop's rhythm or to the installation's settings.</summary>
public sealed record PredictionSettings
{
    public required int ShopId { get; init; }

    /// <summary>Days without a purchase that count as having left.</summary>
    public int? ChurnHorizonDays { get; init; }

    /// <summary>Weeks that expected purchases and spend look ahead.</summary>
    public int? ValueHorizonWeeks { get; init; }

    /// <summary>Discount per year applied to future spend, 0 to 1.</summary>
    public double? YearlyDiscount { get; init; }

    public required DateTime ChangedUtc { get; init; }
}

public sealed record CustomerScore
{
    public required long ScoreSetId { get; init; }
    public required string CustomerKey { get; init; }
    public required double Value { get; init; }

    /// <summary>Reasons and further figures of this customer, as JSON.</summary>
    public string? DetailsJson { get; init; }
}

/// <summary>A named choice of customers, kept as its rule.</summary>
public sealed record SavedSegment
{
    public int Id { get; init; }
    public required int ShopId { get; init; }
    public required string Name { get; set; }
    public required string DefinitionJson { get; set; }
    public required DateTime CreatedUtc { get; init; }
    public string? CreatedBy { get; init; }
}

/// <summary>A customer's score of one kind at one moment.</summary>
/// <param name="AsOfUtc">What was known up to then.</param>
/// <param name="HorizonDays">How far the score looks ahead; scores of different horizons cannot be compared.</param>
/// <param name="Value">The score.</param>
public sealed record ScoreAt(DateTime AsOfUtc, int? HorizonDays, double Value);
