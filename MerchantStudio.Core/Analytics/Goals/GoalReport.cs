using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Goals;

/// <param name="Value">Null for a day without trials.</param>
/// <param name="Band">Null while the past is too short, or the day too thin, to expect anything.</param>
public sealed record GoalDay(DateOnly Day, double? Value, int Trials, ExpectedBand? Band)
{
    public bool IsOutside => Value is { } value && Band is { } band && !band.Holds(value);
}

/// <param name="Days">Whole days, oldest first; the last day with data may not be over and is left out.</param>
/// <param name="Goal">Null for a measure that nobody watches.</param>
public sealed record GoalSeries(GoalMeasure Measure, IReadOnlyList<GoalDay> Days, ConversionGoal? Goal);

public sealed record GoalReport(string Currency, IReadOnlyList<GoalSeries> Measures);

/// <summary>An alert with the goal that it is of.</summary>
public sealed record StandingAlert(GoalAlert Alert, GoalMeasure Measure);
