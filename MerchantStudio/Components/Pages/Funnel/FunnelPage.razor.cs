using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>Where visitors are lost on the way to an order. Everything that is asked for is in the address.</summary>
public sealed partial class FunnelPage
{
    private const int LostShown = 200;
    private const int MostLost = 50_000;

    [Inject]
    public required IStringLocalizer<Conversion> L { get; init; }

    [Inject]
    public required FunnelQuery Query { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    protected override async Task<FunnelModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var request = FunnelAddress.Read(State.Address, State.Shop.Id, State.Period);
        try
        {
            if (await Query.RunAsync(request, cancellationToken) is not { } report)
            {
                return null;
            }
            var model = new FunnelCharts(request, report, L, Format).Build();
            return State.Address.Whole("lost", -1) is >= 0 and var step && model.Rows.Any(row => row.LostAfter == Text(step))
                ? model with { Lost = new LostPeople(model.Rows[step].Name, await Query.DropOutsAsync(request, step, MostLost, cancellationToken)) }
                : model;
        }
        catch (FunnelRequestException problem)
        {
            return FunnelModel.Refused(problem.Message);
        }
    }

    private void ShowLost(ChartPoint point) => State.Change(("lost", point.Index > 0 ? Text(point.Index - 1) : null));

    private Task DownloadLostAsync() => Model?.Lost is { } lost
        ? Browser.DownloadAsync("lost.csv", CsvText.Write([L["Visitor"]], lost.Keys.Select(key => new object?[] { key })))
        : Task.CompletedTask;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
