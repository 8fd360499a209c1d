using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>Training that starts by itself.</summary>
public sealed partial class SchedulesPage
{
    // At three in the night of the shop, when hardly anybody looks at a page.
    private const string Daily = "0 3 * * *";
    private const string Weekly = "0 3 * * 1";
    private const string Monthly = "0 3 1 * *";

    private string _model = TrainingRequest.AllModels;
    private string _preset = Weekly;
    private string _cron = "";
    private string? _problem;

    [Inject]
    public required IStringLocalizer<TrainingWords> L { get; init; }

    [Inject]
    public required TrainingText Words { get; init; }

    [Inject]
    public required TrainingSchedules Schedules { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    /// <summary>The shop's schedules.</summary>
    public sealed record SchedulesView(IReadOnlyList<ScheduledTraining> Schedules);

    protected override async Task<SchedulesView?> LoadAsync(CancellationToken cancellationToken) =>
        new SchedulesView(await Schedules.ListAsync(State.Shop.Id, cancellationToken));

    private string Often(string cron) => cron switch
    {
        Daily => L["EveryNight"],
        Weekly => L["EveryMonday"],
        Monthly => L["EveryMonth"],
        _ => cron,
    };

    private async Task AddAsync()
    {
        _problem = null;
        var person = (await People.GetAuthenticationStateAsync()).User;
        var request = new TrainingRequest { Model = _model, StartedBy = person.Identity?.Name };
        try
        {
            await Schedules.AddAsync(State.Shop.Id, _preset.Length > 0 ? _preset : _cron, request, Lifetime);
            await ReloadAsync();
        }
        catch (FormatException)
        {
            _problem = L["CronProblem", _cron];
        }
    }

    private async Task EnableAsync(ScheduledTraining line)
    {
        await Schedules.EnableAsync(State.Shop.Id, line.Schedule.Id, !line.Schedule.IsEnabled, Lifetime);
        await ReloadAsync();
    }

    private async Task RemoveAsync(ScheduledTraining line)
    {
        await Schedules.RemoveAsync(State.Shop.Id, line.Schedule.Id, Lifetime);
        await ReloadAsync();
    }
}
