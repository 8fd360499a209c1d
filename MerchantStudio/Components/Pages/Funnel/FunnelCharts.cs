using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>Turns a funnel's report, and that of the period before, into cards, charts and rows in the reader's words.</summary>
internal sealed class FunnelCharts(
    FunnelRequest request, FunnelReport report, FunnelReport? before, IStringLocalizer<Conversion> words, StudioFormat format, string currency)
{
    private const string Unknown = "–";
    private readonly FunnelWords _names = new(words, format, currency);

    public FunnelModel Build(EventVocabulary vocabulary) => new()
    {
        OnlyOrders = report.Steps[0].Count == 0 && vocabulary.Events.All(name => name is "purchase" or "refund"),
        NeverHappens = NeverHappens(vocabulary),
        Cards = Cards(),
        Steps = Steps(),
        Rows = Rows(),
        HasPrevious = before is not null,
        ComparisonNote = ComparisonNote(),
        Table = Table(),
        Groups = report.Groups.Count == 0 ? null : Groups(),
        GroupRows = [.. report.Groups.Select(Group)],
        GroupsNote = report.GroupsPValue is { } p ? words[p < 0.05 ? "GroupsDiffer" : "GroupsAlike", p.ToString("0.000", CultureInfo.CurrentCulture)].Value : null,
        Trend = report.Trend.Count < 2 ? null : Trend(),
    };

    private string? NeverHappens(EventVocabulary vocabulary)
    {
        var missing = request.Steps.Select(step => step.Event).Where(name => !vocabulary.Events.Contains(name, StringComparer.OrdinalIgnoreCase)).Distinct().Select(_names.Event).ToList();
        return missing.Count == 0 ? null : string.Join(words["And"], missing);
    }

    private List<FunnelCard> Cards()
    {
        var completion = report.Completion;
        return
        [
            new(words["Completion"], completion.Value is { } share ? format.Percent(share) : null, words["Define_Completion"],
                completion is { Low: { } low, High: { } high } ? words["Interval", format.Percent(low), format.Percent(high)].Value : null,
                Change(completion.Value, before?.Completion.Value)),
            new(words[Per("Entered")], format.Whole(completion.Of), words["Define_" + Per("Entered")], Change: Change(completion.Of, before?.Completion.Of)),
            new(words["Completed"], format.Whole(completion.Count), words["Define_Completed"], Change: Change(completion.Count, before?.Completion.Count)),
        ];
    }

    private string? ComparisonNote() =>
        before is not null && ShareTest.PValue(report.Completion.Count, report.Completion.Of, before.Completion.Count, before.Completion.Of) is { } p
            ? words[p < 0.05 ? "PeriodsDiffer" : "PeriodsAlike", p.ToString("0.000", CultureInfo.CurrentCulture)].Value
            : null;

    private FunnelChart Steps() => new()
    {
        Title = words["FunnelChart"],
        Definition = words["Define_FunnelChart", _names.Length(request.Window)],
        Clickable = true,
        Labels = ChartLabels.Names(words["Step"], request.Steps.Select((_, i) => Name(i))),
        Y = new ValueAxis(words[Per("People")], ChartFormat.Whole),
        Series = [ValueSeries.Of(words[Per("People")], report.Steps.Select(step => (long)step.Count))],
    };

    private List<FunnelRow> Rows()
    {
        var (rows, previous) = (new List<FunnelRow>(), 0);
        for (var i = 0; i < report.Steps.Count; i++)
        {
            var (step, was) = (report.Steps[i], before?.Steps[i]);
            rows.Add(new FunnelRow(
                Name(i), format.Whole(step.Count), Percent(step.ShareOfFirst), Percent(step.ShareOfPrevious), Time(step.MedianTime), Time(step.Percentile90Time),
                step.DroppedOut is { } lost ? format.Whole(lost) : Unknown,
                step.DroppedOut > 0 ? previous.ToString(CultureInfo.InvariantCulture) : null,
                was is null ? null : format.Whole(was.Count), was is null ? null : Percent(was.ShareOfPrevious)));
            previous = step.Optional ? previous : i;
        }
        return rows;
    }

    private ChartTable Table() => new(
        [
            new(words["Step"], ChartFormat.Text), new(words[Per("People")], ChartFormat.Whole), new(words["ShareOfFirst"], ChartFormat.Percent), new(words["ShareOfPrevious"], ChartFormat.Percent),
            new(words["MedianTime"], ChartFormat.Duration), new(words["Percentile90"], ChartFormat.Duration), new(words["Lost"], ChartFormat.Whole), new(words["PeopleBefore"], ChartFormat.Whole),
        ],
        [
            .. report.Steps.Select((step, i) => (IReadOnlyList<object?>)
            [
                Name(i), (double)step.Count, step.ShareOfFirst, step.ShareOfPrevious, step.MedianTime?.TotalSeconds, step.Percentile90Time?.TotalSeconds,
                (double?)step.DroppedOut, (double?)before?.Steps[i].Count,
            ]),
        ],
        null);

    private BarChart Groups() => new()
    {
        Title = words["ByAttribute", _names.By(request.By!)],
        Definition = words["Define_ByAttribute"],
        Horizontal = true,
        Labels = ChartLabels.Names(_names.By(request.By!), report.Groups.Select(group => group.Name ?? words["NotNamed"].Value)),
        Y = new ValueAxis(words["Completion"], ChartFormat.Percent),
        Series = [new ValueSeries(words["Completion"], [.. report.Groups.Select(group => group.Completion.Value)])],
    };

    private FunnelGroupRow Group(FunnelGroup group) => new(
        group.Name ?? words["NotNamed"].Value, [.. group.Counts.Select(count => format.Whole(count))], Percent(group.Completion.Value),
        group.Completion is { Low: { } low, High: { } high } ? $"{format.Percent(low)} – {format.Percent(high)}" : Unknown);

    private LineChart Trend()
    {
        var now = new ValueSeries(words["ThisPeriod"], [.. report.Trend.Select(ShareOf)]);
        return new LineChart
        {
            Title = words["CompletionTrend"],
            Definition = words["Define_CompletionTrend"],
            Labels = ChartLabels.Days(words[Per("Entered")], report.Trend.Select(point => point.Start), byMonth: request.Trend == CalendarUnit.Month),
            Y = new ValueAxis(words["Completion"], ChartFormat.Percent),
            Series = before is null || request.Range is not { } range ? [now] : [now, new ValueSeries(words["PreviousPeriod"], Before(range, before)) { Role = SeriesRole.Context }],
        };
    }

    // Each unit stands beside the one that lies as many units after the start of the period before.
    private List<double?> Before(DayRange range, FunnelReport earlier)
    {
        var unit = request.Trend ?? CalendarUnit.Day;
        var (starts, previous) = (new CalendarSlots(range, unit).Starts.ToList(), new CalendarSlots(range.Previous, unit).Starts);
        var was = earlier.Trend.ToDictionary(point => point.Start, ShareOf);
        return [.. report.Trend.Select(point => starts.IndexOf(point.Start) is >= 0 and var place && place < previous.Count ? was.GetValueOrDefault(previous[place]) : null)];
    }

    private static double? ShareOf(FunnelTrendPoint point) => point.Entered == 0 ? null : point.Completed / (double)point.Entered;

    private string Name(int step)
    {
        var name = _names.Step(request.Steps[step]);
        return request.Steps[step].Optional ? words["OptionalStep", name] : name;
    }

    private string Per(string key) => request.Unit == FunnelUnit.Session ? key + "_Session" : key;

    private string Percent(double? share) => share is { } value ? format.Percent(value) : Unknown;

    private string Time(TimeSpan? time) => time switch
    {
        null => Unknown,
        { TotalDays: >= 2 and var days } => words["DaysLong", format.Number(days)],
        { } length => format.Duration(length),
    };

    // A change from nothing has no size.
    private static double? Change(double? now, double? before) => now is { } n && before is { } b && b != 0 ? (n - b) / b : null;
}
