using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Goals;

/// <summary>Goals in charts and words.</summary>
internal sealed class GoalCharts(string currency, IStringLocalizer<ConversionWords> words, StudioFormat format)
{
    public LineChart Of(GoalSeries series)
    {
        var lines = new List<ValueSeries>
        {
            new(words["Goal_" + series.Measure], [.. series.Days.Select(day => day.Value)]),
            new(words["BandLow"], [.. series.Days.Select(day => day.Band?.Low)]) { Role = SeriesRole.Context },
            new(words["BandHigh"], [.. series.Days.Select(day => day.Band?.High)]) { Role = SeriesRole.Context },
        };
        if (series.Goal?.Target is { } target)
        {
            lines.Add(new ValueSeries(words["Target"], [.. series.Days.Select(_ => (double?)target)]) { Colour = 1 });
        }
        return new LineChart
        {
            Title = words["Goal_" + series.Measure],
            Definition = words["Define_Band", RateBand.Weeks, RateBand.LeastWeeks, RateBand.LeastTrials],
            Currency = currency,
            Labels = ChartLabels.Days(words["Unit_Day"], series.Days.Select(day => day.Day)),
            Y = new ValueAxis(words["Goal_" + series.Measure], IsMoney(series.Measure) ? ChartFormat.Money : ChartFormat.Percent),
            Series = lines,
        };
    }

    /// <summary>What the last whole day says.</summary>
    public string Judgement(GoalSeries series)
    {
        if (series.Days.Count == 0 || series.Days[^1] is not { Value: { } value } day)
        {
            return words["BandNobody"];
        }
        return day.Band is not { } band
            ? words["BandTooLittle", format.Day(day.Day), Text(series.Measure, value)]
            : words[day.IsOutside ? "BandOutside" : "BandInside", format.Day(day.Day), Text(series.Measure, value), Text(series.Measure, band.Low), Text(series.Measure, band.High)];
    }

    /// <summary>An alert in one sentence.</summary>
    public string Alert(StandingAlert alert) => words[alert.Alert.Value < alert.Alert.Low ? "AlertBelow" : "AlertAbove",
        words["Goal_" + alert.Measure].Value, format.Day(alert.Alert.Day), Text(alert.Measure, alert.Alert.Value), Text(alert.Measure, alert.Alert.Low), Text(alert.Measure, alert.Alert.High), format.Whole(alert.Alert.Visits)];

    public static bool IsMoney(GoalMeasure measure) => measure == GoalMeasure.RevenuePerVisit;

    private string Text(GoalMeasure measure, double value) => IsMoney(measure) ? format.Money((long)Math.Round(value), currency) : format.Percent(value);
}
