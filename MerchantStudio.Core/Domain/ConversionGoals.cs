namespace MerchantStudio.Core.Domain;

/// <summary>A funnel that somebody gave a name; everybody of the shop sees it.</summary>
public sealed record SavedFunnel
{
    public const int NameMaxLength = 80;
    public const int DefinitionMaxLength = 4_000;

    public int Id { get; init; }
    public required int ShopId { get; init; }

    /// <summary>Unique within the shop.</summary>
    public required string Name { get; set; }

    /// <summary>What the funnel asks for, as the funnel page's address holds it.</summary>
    public required string Definition { get; set; }

    public required DateTime CreatedUtc { get; init; }
    public string? CreatedBy { get; init; }
    public DateTime? ChangedUtc { get; set; }
}

/// <summary>What a goal watches, day by day. Stored by number, so numbers never change.</summary>
public enum GoalMeasure
{
    /// <summary>Share of visits that buy.</summary>
    Conversion = 0,

    /// <summary>Share of visits that look at a product which put one into the cart.</summary>
    AddToCart = 1,

    /// <summary>Share of visits that reach the checkout which buy.</summary>
    CheckoutCompletion = 2,

    /// <summary>Minor units of revenue per visit.</summary>
    RevenuePerVisit = 3,
}

/// <summary>A rate that a shop watches: what it should reach, and whether leaving its usual band is told.</summary>
public sealed record ConversionGoal
{
    public int Id { get; init; }
    public required int ShopId { get; init; }

    /// <summary>One goal for each measure of a shop.</summary>
    public required GoalMeasure Measure { get; init; }

    /// <summary>What the rate should reach: 0 to 1, or minor units per visit; null when it is only watched.</summary>
    public double? Target { get; set; }

    /// <summary>Whether a day outside the usual band becomes an alert.</summary>
    public bool Alerts { get; set; } = true;

    public required DateTime CreatedUtc { get; init; }
    public string? CreatedBy { get; init; }
}

/// <summary>A day on which a goal's rate left its usual band.</summary>
public sealed record GoalAlert
{
    public int Id { get; init; }
    public required int GoalId { get; init; }

    /// <summary>Day of the shop's calendar; one alert at most for a goal and day.</summary>
    public required DateOnly Day { get; init; }

    public required double Value { get; set; }
    public required double Expected { get; set; }
    public required double Low { get; set; }
    public required double High { get; set; }

    /// <summary>Visits that the day's rate is a share of.</summary>
    public required int Visits { get; set; }

    public required DateTime RaisedUtc { get; init; }

    /// <summary>When somebody said that it is dealt with; null while it stands.</summary>
    public DateTime? SeenUtc { get; set; }

    public string? SeenBy { get; set; }
}
