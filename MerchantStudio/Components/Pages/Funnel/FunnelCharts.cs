using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>Turns a funnel's report into cards, charts and rows in the reader's words.</summary>
internal sealed class FunnelCharts(FunnelRequest request, FunnelReport report, IStringLocalizer<Conversion> words, StudioFormat format)
{
    private const string Unknown = "–";

    public FunnelModel Build() => new()
    {
        OnlyOrders = report.Steps[0].Count == 0 && request.Steps[0].Event != "purchase",
        Cards = Cards(),
        Steps = Steps(),
        Rows = Rows(),
        Groups = report.Groups.Count == 0 ? null : Groups(),
        GroupsNote = report.GroupsPValue is { } p ? words[p < 0.05 ? "GroupsDiffer" : "GroupsAlike", p.ToString("0.000", CultureInfo.CurrentCulture)].Value : null,
        Trend = report.Trend.Count < 2 ? null : Trend(),
    };

    private List<FunnelCard> Cards()
    {
        var completion = report.Completion;
        return
        [
            new(words["Completion"], completion.Value is { } share ? format.Percent(share) : null, words["Define_Completion"],
                completion is { Low: { } low, High: { } high } ? words["Interval", format.Percent(low), format.Percent(high)].Value : null),
            new(words["Entered"], format.Whole(completion.Of), words["Define_Entered"]),
            new(words["Completed"], format.Whole(completion.Count), words["Define_Completed"]),
        ];
    }

    private FunnelChart Steps() => new()
    {
        Title = words["FunnelChart"],
        Definition = words["Define_FunnelChart", format.Number(request.Window.TotalDays, 0)],
        Clickable = true,
        Labels = ChartLabels.Names(words["Step"], report.Steps.Select(Name)),
        Y = new ValueAxis(words["People"], ChartFormat.Whole),
        Series = [ValueSeries.Of(words["People"], report.Steps.Select(step => (long)step.Count))],
    };

    private List<FunnelRow> Rows()
    {
        var (rows, previous) = (new List<FunnelRow>(), 0);
        for (var i = 0; i < report.Steps.Count; i++)
        {
            var step = report.Steps[i];
            rows.Add(new FunnelRow(
                Name(step), format.Whole(step.Count), Percent(step.ShareOfFirst), Percent(step.ShareOfPrevious), Time(step.MedianTime), Time(step.Percentile90Time),
                step.DroppedOut is { } lost ? format.Whole(lost) : Unknown,
                step.DroppedOut > 0 ? previous.ToString(CultureInfo.InvariantCulture) : null));
            previous = step.Optional ? previous : i;
        }
        return rows;
    }

    private BarChart Groups() => new()
    {
        Title = words["ByAttribute", words["By_" + request.By].Value],
        Definition = words["Define_ByAttribute"],
        Horizontal = true,
        Labels = ChartLabels.Names(words["By_" + request.By], report.Groups.Select(group => group.Name ?? words["NotNamed"].Value)),
        Y = new ValueAxis(words["Completion"], ChartFormat.Percent),
        Series = [new ValueSeries(words["Completion"], [.. report.Groups.Select(group => group.Completion.Value)])],
    };

    private LineChart Trend() => new()
    {
        Title = words["CompletionTrend"],
        Definition = words["Define_CompletionTrend"],
        Labels = ChartLabels.Days(words["Entered"], report.Trend.Select(point => point.Start), byMonth: request.Trend == CalendarUnit.Month),
        Y = new ValueAxis(words["Completion"], ChartFormat.Percent),
        Series = [new ValueSeries(words["Completion"], [.. report.Trend.Select(point => point.Entered == 0 ? null : (double?)(point.Completed / (double)point.Entered))])],
    };

    private string Name(FunnelStepFigures step)
    {
        var name = words["Event_" + step.Event] is { ResourceNotFound: false } known ? known.Value : step.Event;
        return step.Optional ? words["OptionalStep", name] : name;
    }

    private string Percent(double? share) => share is { } value ? format.Percent(value) : Unknown;

    private string Time(TimeSpan? time) => time switch
    {
        null => Unknown,
        { TotalDays: >= 2 and var days } => words["DaysLong", format.Number(days)],
        { } length => format.Duration(length),
    };
}
