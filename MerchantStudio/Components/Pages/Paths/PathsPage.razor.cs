using MerchantStudio.Components.Charts;
using MerchantStudio.Components.Pages.Funnel;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Paths;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Paths;

/// <summary>Everything that the paths page shows.</summary>
public sealed record PathsModel(
    PathReport Report, IReadOnlyList<string> Choices, IReadOnlyList<string> Devices, IReadOnlyList<string> Sources, PathLayout Layout, ChartTable Flows, BarChart? Exits, string? MostLeaveAfter);

/// <summary>What visitors do before and after a step, and after what they leave.</summary>
public sealed partial class PathsPage
{
    [Inject]
    public required IStringLocalizer<ConversionWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<Conversion> EventWords { get; init; }

    [Inject]
    public required PathQuery Query { get; init; }

    [Inject]
    public required EventVocabularyQuery Vocabulary { get; init; }

    private FunnelWords Words => new(EventWords, Format, State.Shop.Currency);

    protected override async Task<PathsModel?> LoadAsync(CancellationToken cancellationToken)
    {
        if (await Query.RunAsync(PathsAddress.Read(State.Address, State.Shop.Id, State.Period), cancellationToken) is not { } report)
        {
            return null;
        }
        var vocabulary = await Vocabulary.RunAsync(State.Shop.Id, cancellationToken);
        return new PathsModel(
            report, [.. report.Events.Append(report.Step).Distinct(StringComparer.Ordinal)], Values(vocabulary, "device"), Values(vocabulary, "source"),
            PathLayout.Of(report, Name, count => $"{Format.Whole(count)} ({Format.Percent(count / (double)Math.Max(1, report.Visits), 0)})",
                count => Format.Percent(count / (double)Math.Max(1, report.Visits), 0), Link), Flows(report), Exits(report), MostLeaveAfter(report));
    }

    private static IReadOnlyList<string> Values(EventVocabulary vocabulary, string key) => vocabulary.Values.TryGetValue(key, out var values) ? values : [];

    private string Name(string name) => name switch
    {
        PathEnds.Start => L["PathStart"],
        PathEnds.End => L["PathEnd"],
        PathEnds.Rest => L["PathOther"],
        _ => Words.Event(name),
    };

    private string? Link(string name) => PathEnds.Is(name) ? null : State.Address.With(("step", name));

    private string? MostLeaveAfter(PathReport report) =>
        report.Exits.Count > 0 ? L["MostLeaveAfter", Words.Event(report.Exits[0].Event), Format.Percent(report.Exits[0].Left / (double)report.VisitsWithoutPurchase, 0)].Value : null;

    private ChartTable Flows(PathReport report) => new(
        [new(L["Distance"], ChartFormat.Whole), new(L["PathFrom"], ChartFormat.Text), new(L["PathTo"], ChartFormat.Text), new(L["Visits"], ChartFormat.Whole), new(L["ShareOfStep"], ChartFormat.Percent)],
        [.. report.Links.Select(link => (IReadOnlyList<object?>)[(double)link.Distance, Name(link.From), Name(link.To), (double)link.Visits, link.Visits / (double)Math.Max(1, report.Visits)])],
        null);

    private BarChart? Exits(PathReport report) => report.Exits.Count == 0 ? null : new BarChart
    {
        Title = L["ExitsTitle"],
        Definition = L["Define_Exits"],
        Horizontal = true,
        Labels = ChartLabels.Names(L["LastEvent"], report.Exits.Take(10).Select(exit => Words.Event(exit.Event))),
        Y = new ValueAxis(L["ShareThatLeft"], ChartFormat.Percent),
        Series =
        [
            new ValueSeries(L["ShareOfLeavers"], [.. report.Exits.Take(10).Select(exit => (double?)(exit.Left / (double)report.VisitsWithoutPurchase))]),
            new ValueSeries(L["ShareThatLeft"], [.. report.Exits.Take(10).Select(exit => (double?)exit.Share)]) { Role = SeriesRole.Context },
        ],
    };

    private void Set(string key, ChangeEventArgs change) => State.Change((key, change.Value?.ToString() is { Length: > 0 } value ? value : null));
}

/// <summary>A question about paths as the address bar holds it.</summary>
internal static class PathsAddress
{
    private const string DefaultStep = "add_to_cart";

    public static int Depth(StudioAddress address) => Math.Clamp(address.Whole("depth", 2), 1, PathRequest.MostDepth - 1);

    public static PathRequest Read(StudioAddress address, int shopId, Period period) => new(shopId, address["step"] ?? DefaultStep)
    {
        Depth = Depth(address),
        Range = period.Preset == Period.AllTime ? null : period.Range,
        Filter = address["device"] is null && address["source"] is null ? null : new EventFilter { Device = address["device"], Source = address["source"] },
    };
}
