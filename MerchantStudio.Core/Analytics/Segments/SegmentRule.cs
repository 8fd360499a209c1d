using System.Text.Json;
using System.Text.Json.Serialization;

namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>What a condition looks at. The names are stored.</summary>
public enum SegmentField
{
    /// <summary>Spend so far in major units, refunds taken off.</summary>
    Spend,

    /// <summary>Orders so far that sell.</summary>
    Orders,

    /// <summary>Spend per order in major units; not known of who has none.</summary>
    AverageOrder,

    /// <summary>Whole days since the last purchase; not known of who never bought.</summary>
    DaysSinceLast,

    /// <summary>Day of the first order, in the shop's zone.</summary>
    FirstOrder,

    /// <summary>Day of the last order, in the shop's zone.</summary>
    LastOrder,
    Country,

    /// <summary>Bought something of that category.</summary>
    Category,

    /// <summary>Bought that product, or a variant of it.</summary>
    Product,

    /// <summary>One of the eleven groups.</summary>
    Group,

    /// <summary>Chance to leave within the model's horizon, 0 to 1; not known of who was not scored.</summary>
    Chance,

    /// <summary>Lifetime value in major units; not known of who was not scored.</summary>
    Value,
}

public enum SegmentOperator
{
    /// <summary>At least that much; on that day or later.</summary>
    AtLeast,

    /// <summary>At most that much; on that day or earlier.</summary>
    AtMost,
    Is,
    IsNot,
}

/// <summary>One condition. What is not known of a customer fulfils no condition, but for <see cref="SegmentOperator.IsNot"/>.</summary>
/// <param name="Field">What it looks at.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Number">What a figure is compared with; null while it is not filled in.</param>
/// <param name="Text">A country, category, product or group; null while it is not filled in.</param>
/// <param name="Day">What a day is compared with; null while it is not filled in.</param>
public sealed record SegmentCondition(SegmentField Field, SegmentOperator Operator, double? Number = null, string? Text = null, DateOnly? Day = null)
{
    /// <summary>Whether enough is filled in to ask it; one that is not is passed over.</summary>
    [JsonIgnore]
    public bool IsComplete => SegmentFields.KindOf(Field) switch
    {
        SegmentFieldKind.Figure => Number is { } number && double.IsFinite(number),
        SegmentFieldKind.Day => Day is not null,
        _ => !string.IsNullOrEmpty(Text),
    };
}

public enum SegmentFieldKind
{
    Figure,
    Day,
    Choice,
}

public static class SegmentFields
{
    /// <summary>A rule that looks at every field in both ways, for a server that makes itself ready before anybody counts.</summary>
    public static SegmentRule Every { get; } = new()
    {
        Any = true,
        Conditions = [.. Enum.GetValues<SegmentField>().SelectMany(field => OperatorsOf(field).Select(one =>
            new SegmentCondition(field, one, Number: 1, Text: nameof(SegmentName.Loyal), Day: new DateOnly(2000, 1, 1))))],
        Groups = [new SegmentRule { Conditions = [new SegmentCondition(SegmentField.Orders, SegmentOperator.AtLeast, Number: 1), new SegmentCondition(SegmentField.Spend, SegmentOperator.AtLeast, Number: 1)] }],
    };

    public static SegmentFieldKind KindOf(SegmentField field) => field switch
    {
        SegmentField.FirstOrder or SegmentField.LastOrder => SegmentFieldKind.Day,
        SegmentField.Country or SegmentField.Category or SegmentField.Product or SegmentField.Group => SegmentFieldKind.Choice,
        _ => SegmentFieldKind.Figure,
    };

    public static IReadOnlyList<SegmentOperator> OperatorsOf(SegmentField field) => KindOf(field) == SegmentFieldKind.Choice
        ? [SegmentOperator.Is, SegmentOperator.IsNot]
        : [SegmentOperator.AtLeast, SegmentOperator.AtMost];
}

/// <summary>
/// Which customers belong to a segment: conditions and groups of them, of which all or any must hold. Without anything that
/// is filled in it holds for everybody.
/// </summary>
public sealed record SegmentRule
{
    public const int MostDepth = 3;
    public const int MostConditions = 50;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        MaxDepth = 32,
    };

    /// <summary>True: one is enough. False: all must hold.</summary>
    public bool Any { get; init; }

    public IReadOnlyList<SegmentCondition> Conditions { get; init; } = [];
    public IReadOnlyList<SegmentRule> Groups { get; init; } = [];

    /// <summary>Conditions of the rule and of all its groups.</summary>
    [JsonIgnore]
    public int Count => Conditions.Count + Groups.Sum(group => group.Count);

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>The rule without what is not filled in; null when nothing is left.</summary>
    public SegmentRule? Tidy()
    {
        var tidy = this with { Conditions = [.. Conditions.Where(condition => condition.IsComplete)], Groups = [.. Groups.Select(group => group.Tidy()).OfType<SegmentRule>()] };
        return tidy.Conditions.Count + tidy.Groups.Count == 0 ? null : tidy;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote. Null for anything else: the text may come from an address bar.</summary>
    public static SegmentRule? Parse(string? json)
    {
        try
        {
            return json is { Length: > 0 and <= 20_000 } && JsonSerializer.Deserialize<SegmentRule>(json, s_json) is { } rule && rule.IsSound(MostDepth)
                && rule.Count <= MostConditions ? rule : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsSound(int depth) => depth > 0
        && Conditions is not null && Groups is not null
        && Conditions.All(condition => condition is not null && Enum.IsDefined(condition.Field) && SegmentFields.OperatorsOf(condition.Field).Contains(condition.Operator))
        && Groups.All(group => group is not null && group.IsSound(depth - 1));
}
