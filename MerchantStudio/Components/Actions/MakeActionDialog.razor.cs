using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Actions;

/// <summary>Asks for what an action needs, makes it, and closes with its id.</summary>
public sealed partial class MakeActionDialog : IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private IReadOnlyList<string> _team = [];
    private IReadOnlyList<string> _problems = [];
    private string _name = "";
    private string? _owner;
    private string? _note;
    private DateOnly? _deadline;
    private double _holdoutPercent = ActionDraft.DefaultHoldout * 100;
    private int _days = ActionDraft.DefaultMeasureDays;
    private bool _keepsRefusers;
    private bool _busy;

    [Inject]
    public required IStringLocalizer<ActionWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required ActionService Actions { get; init; }

    [Inject]
    public required ShopTeam Team { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required ActionSource Source { get; set; }

    [Parameter, EditorRequired]
    public required Func<CancellationToken, Task<IReadOnlyList<ActionCandidate>>> Customers { get; set; }

    [Parameter]
    public string? SuggestedName { get; set; }

    [Parameter]
    public int? Count { get; set; }

    private string HoldoutHint => Count is { } count
        ? L["HoldoutHintCounted", Format.Whole((long)Math.Round(count * _holdoutPercent / 100)), Format.Whole(count)].Value
        : L["HoldoutHint"].Value;

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _name = SuggestedName is { Length: > ActionDraft.NameMaxLength } longer ? longer[..ActionDraft.NameMaxLength] : SuggestedName ?? "";
        _owner = (await People.GetAuthenticationStateAsync()).User.Identity?.Name;
        _team = [.. (await Team.MembersAsync(State.Shop, _lifetime.Token)).Select(member => member.DisplayName ?? member.SignInName)];
    }

    private async Task MakeAsync()
    {
        (_busy, _problems) = (true, []);
        try
        {
            // A role can be taken away while a page is open.
            await State.RefreshAsync(_lifetime.Token);
            if (State.Seat?.May(Policies.ManageActions) != true)
            {
                _problems = [L["MayNotAct"].Value];
                return;
            }

            var actor = (await People.GetAuthenticationStateAsync()).User.AsActor(State.Shop.Id);
            var made = await Actions.MakeAsync(actor, Draft(), await Customers(_lifetime.Token), _keepsRefusers, _lifetime.Token);
            Dialogs.Close(made.Id);
        }
        catch (ActionRefusedException refused)
        {
            _problems = [L["Problem_" + refused.Problem].Value];
        }
        finally
        {
            _busy = false;
        }
    }

    private ActionDraft Draft() => new()
    {
        Name = _name, Source = Source, HoldoutShare = _holdoutPercent / 100, MeasureDays = _days, Owner = _owner, Deadline = _deadline, Note = _note,
    };
}
