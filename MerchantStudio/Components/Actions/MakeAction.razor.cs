using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Actions;

/// <summary>
/// The button “Make an action” of a list. The page says where the list comes from and hands the customers over when they
/// are asked for; the dialog asks for name, owner, deadline and holdout, and leads to the action's page.
/// </summary>
public sealed partial class MakeAction
{
    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required IStringLocalizer<ActionWords> L { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Where the list comes from, in words and as a link that opens it again.</summary>
    [Parameter, EditorRequired]
    public required ActionSource Source { get; set; }

    /// <summary>The whole list, not one page of it; called when the action is made.</summary>
    [Parameter, EditorRequired]
    public required Func<CancellationToken, Task<IReadOnlyList<ActionCandidate>>> Customers { get; set; }

    /// <summary>What the name field starts with.</summary>
    [Parameter]
    public string? SuggestedName { get; set; }

    /// <summary>How many are on the list, for the dialog's sentence; null when that is not known yet.</summary>
    [Parameter]
    public int? Count { get; set; }

    [Parameter]
    public string? Text { get; set; }

    /// <summary>Whether the button is a quiet one.</summary>
    [Parameter]
    public bool Plain { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    private async Task OpenAsync()
    {
        var answer = await Dialogs.OpenAsync<MakeActionDialog>(L["MakeAction"], new Dictionary<string, object?>
        {
            [nameof(MakeActionDialog.Source)] = Source,
            [nameof(MakeActionDialog.Customers)] = Customers,
            [nameof(MakeActionDialog.SuggestedName)] = SuggestedName ?? Source.Text,
            [nameof(MakeActionDialog.Count)] = Count,
        });
        if (answer is int made)
        {
            Navigation.NavigateTo(State.Link(FormattableString.Invariant($"/actions/{made}")));
        }
    }
}
