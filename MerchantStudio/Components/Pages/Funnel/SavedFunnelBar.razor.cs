using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;

namespace MerchantStudio.Components.Pages.Funnel;

public sealed partial class SavedFunnelBar
{
    private string? _name;
    private string? _told;
    private int? _shown;

    [Inject]
    public required SavedFunnels Store { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<SavedFunnel> Saved { get; set; }

    /// <summary>The list has changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private string Definition => FunnelAddress.Definition(State.Address);

    private SavedFunnel? Current => Saved.FirstOrDefault(funnel => funnel.Definition == Definition);

    protected override void OnParametersSet()
    {
        if (_shown != Current?.Id)
        {
            (_shown, _name) = (Current?.Id, Current?.Name);
        }
    }

    private async Task SaveAsync()
    {
        var person = (await People.GetAuthenticationStateAsync()).User.Identity?.Name;
        await TellAsync(await Store.SaveAsync(State.Shop.Id, _name ?? "", Definition, person, CancellationToken.None), "FunnelSaved");
    }

    private async Task RenameAsync(SavedFunnel funnel) => await TellAsync(await Store.RenameAsync(State.Shop.Id, funnel.Id, _name ?? "", CancellationToken.None), "FunnelRenamed");

    private async Task DeleteAsync(SavedFunnel funnel)
    {
        var question = new Question(L["DeleteFunnelTitle"], L["DeleteFunnelText", funnel.Name], L["DeleteFunnel"], L["KeepFunnel"], Dangerous: true);
        if (await ConfirmDialog.AskAsync(Dialogs, question))
        {
            await Store.DeleteAsync(State.Shop.Id, funnel.Id, CancellationToken.None);
            await TellAsync(SavedFunnelProblem.None, "FunnelDeleted");
        }
    }

    private async Task TellAsync(SavedFunnelProblem problem, string done)
    {
        _told = L[problem == SavedFunnelProblem.None ? done : "Funnel" + problem];
        await Changed.InvokeAsync();
    }
}
