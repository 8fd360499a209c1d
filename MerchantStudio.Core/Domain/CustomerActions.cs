namespace MerchantStudio.Core.Domain;

/// <summary>A list of customers to whom something was done, with a part held out to measure what it brought.</summary>
public sealed record CustomerAction
{
    public int Id { get; init; }
    public required int ShopId { get; init; }
    public required string Name { get; set; }

    /// <summary>How the list was chosen: an <see cref="ActionSource"/> as JSON.</summary>
    public required string DefinitionJson { get; init; }

    /// <summary>Share of the list that nothing is done to, 0 to 1.</summary>
    public required double HoldoutShare { get; init; }

    /// <summary>The salt that, with a customer's key, decides who is held out.</summary>
    public required ulong Seed { get; init; }

    public required DateTime CreatedUtc { get; init; }
    public string? CreatedBy { get; init; }

    /// <summary>From when on orders count: the start of the shop's day on which the message was sent; null until then.</summary>
    public DateTime? StartedUtc { get; set; }

    /// <summary>Days after the start over which its effect is measured.</summary>
    public required int MeasureDays { get; init; }

    /// <summary>Who sees to it; a name as people of the shop know it.</summary>
    public string? Owner { get; set; }

    /// <summary>By which day of the shop it is to be sent.</summary>
    public DateOnly? Deadline { get; set; }

    public string? Note { get; set; }
}

public sealed record CustomerActionMember
{
    public required int ActionId { get; init; }
    public required string CustomerKey { get; init; }
    public required bool IsHoldout { get; init; }

    /// <summary>The score that put the customer on the list.</summary>
    public double? Score { get; init; }

    public string? DetailsJson { get; init; }
}

/// <summary>Where an action's list came from.</summary>
/// <param name="Kind">One of <see cref="ActionSources"/>.</param>
/// <param name="Text">In words, as the person who made it read it: “Chance to leave at least 60%, Germany”.</param>
/// <param name="Link">Route and keys that open the list again, without the shop; null when there is no such page.</param>
public sealed record ActionSource(string Kind, string Text, string? Link = null);

/// <summary>Pages that lists come from. The names are stored.</summary>
public static class ActionSources
{
    public const string Customers = "customers";
    public const string AtRisk = "at-risk";
    public const string Segment = "segment";
    public const string OwnSegment = "own-segment";
    public const string Funnel = "funnel";
    public const string Recommendations = "recommendations";
    public const string Retention = "retention";
    public const string Intent = "intent";
}

/// <summary>A customer who is to be on an action's list.</summary>
/// <param name="Key">The customer's key.</param>
/// <param name="Score">What put them there, such as the chance to leave; kept, and exported.</param>
public sealed record ActionCandidate(string Key, double? Score = null);

/// <summary>What somebody decides when making an action of a list.</summary>
public sealed record ActionDraft
{
    public const int NameMaxLength = 120;
    public const int NoteMaxLength = 4_000;
    public const int MostMeasureDays = 366;

    /// <summary>More than half held out would be an experiment on silence.</summary>
    public const double MostHoldout = 0.5;

    public const double DefaultHoldout = 0.1;
    public const int DefaultMeasureDays = 30;

    public required string Name { get; init; }
    public required ActionSource Source { get; init; }
    public double HoldoutShare { get; init; } = DefaultHoldout;
    public int MeasureDays { get; init; } = DefaultMeasureDays;
    public string? Owner { get; init; }
    public DateOnly? Deadline { get; init; }
    public string? Note { get; init; }
}

/// <summary>What may be changed of an action after it was made; the list and who is held out may not.</summary>
public sealed record ActionChange(string Name, string? Owner, DateOnly? Deadline, string? Note);

/// <summary>Where an action stands.</summary>
public enum ActionState
{
    /// <summary>Nothing has been sent.</summary>
    Planned,

    /// <summary>Sent; the shop's data hold no later order yet.</summary>
    Running,

    /// <summary>Later orders are in, but do not cover the days over which it is measured.</summary>
    Measuring,

    /// <summary>The data cover all of those days: the result will not change but by further imports of the same days.</summary>
    Finished,
}
