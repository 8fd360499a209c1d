using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ConversionDashboard;

/// <summary>What part of the visits buys, where the others stop, and why that changed.</summary>
public sealed partial class ConversionPage
{
    [Inject]
    public required IStringLocalizer<ConversionWords> L { get; init; }

    [Inject]
    public required ConversionQuery Query { get; init; }

    [Inject]
    public required OverviewQuery Sales { get; init; }

    private ConversionDimension Dimension => ConversionAddress.Dimension(State.Address);

    private string? Only => State.Address["only"];

    private string? Subtitle => Model is { } model ? Format.Range(model.Report.Range) : null;

    private string? ComparedWith => Model?.Report.PreviousRange is { } previous ? L["ComparedWith", Format.Range(previous)].Value : null;

    protected override async Task<ConversionModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var report = await Query.RunAsync(ConversionAddress.Read(State.Address, State.Shop.Id, State.Period), cancellationToken);
        if (report is null)
        {
            return null;
        }
        var charts = new ConversionCharts(report, Dimension, L, Format);
        return report.HasVisits
            ? charts.Build()
            : charts.BuildOrdersOnly(await Sales.RunAsync(new OverviewRequest(State.Shop.Id, State.Period.Range, Compare: State.Period.Previous is not null), cancellationToken));
    }
}

/// <summary>A question about conversion as the address bar holds it.</summary>
internal static class ConversionAddress
{
    public static ConversionDimension Dimension(StudioAddress address) =>
        Enum.TryParse<ConversionDimension>(address["by"], ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : ConversionDimension.Device;

    // Equal requests share a report, so a filter that is not there is not written.
    public static ConversionRequest Read(StudioAddress address, int shopId, Period period)
    {
        var request = new ConversionRequest(shopId, period.Preset == Period.AllTime ? null : period.Range, period.Previous is not null);
        return address["only"] is { } only ? request with { Where = Dimension(address), Only = only } : request;
    }
}
