using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Retention;

public sealed record RetentionModel(HeatMapChart Grid, LineChart Curve);

/// <summary>Who comes back, cohort by cohort.</summary>
public sealed partial class RetentionPage
{
    [Inject]
    public required IStringLocalizer<Conversion> L { get; init; }

    [Inject]
    public required RetentionQuery Query { get; init; }

    protected override async Task<RetentionModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var report = await Query.RunAsync(RetentionAddress.Read(State.Address, State.Shop.Id, State.Period), cancellationToken);
        return report is null ? null : new RetentionCharts(report, L, Format).Build();
    }
}

/// <summary>A retention question as the address bar holds it.</summary>
internal static class RetentionAddress
{
    public static RetentionRequest Read(StudioAddress address, int shopId, Period period) => new(shopId)
    {
        Unit = Choice(address["unit"], CalendarUnit.Month),
        Start = Choice(address["start"], CohortStart.FirstVisit),
        Return = Choice(address["return"], RetentionReturn.Anything),
        Counting = Choice(address["counting"], RetentionCounting.On),
        Range = period.Preset == Period.AllTime ? null : period.Range,
    };

    private static T Choice<T>(string? text, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : otherwise;
}
