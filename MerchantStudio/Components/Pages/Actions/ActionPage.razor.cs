using MerchantStudio.Access;
using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Pages.Actions;

/// <summary>One action: what it is, who is on its list, whether it was sent, and what it brought.</summary>
public sealed partial class ActionPage
{
    private const int PageSize = 50;

    private IReadOnlyList<string> _problems = [];
    private DateOnly? _sentOn;
    private DateOnly? _deadline;
    private string _name = "";
    private string? _owner;
    private string? _note;

    [Inject]
    public required IStringLocalizer<ActionWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [Inject]
    public required ActionQuery Query { get; init; }

    [Inject]
    public required ActionService Service { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter]
    public int ActionId { get; set; }

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    private bool MayAct => State.Seat?.May(Policies.ManageActions) == true;

    private bool MaySeeCustomers => State.Seat?.May(Policies.ViewCustomers) == true;

    private bool ShowsHoldout => State.Address["list"] == "holdout";

    private IEnumerable<CustomerActionMember> Shown => Model!.Members.Where(member => member.IsHoldout == ShowsHoldout);

    private string? Subtitle => Model?.Line is { } line ? $"{L["Source_" + line.Source.Kind].Value}: {line.Source.Text}" : null;

    private string? Window => Model?.Result is { FromUtc: { } from, ToUtc: { } to }
        ? $"{Format.Day(from, State.Shop)} – {Format.Day(to.AddSeconds(-1), State.Shop)}"
        : null;

    protected override Task<ActionReport?> LoadAsync(CancellationToken cancellationToken) => Query.FindAsync(State.Shop.Id, ActionId, cancellationToken);

    protected override void OnLoaded(ActionReport model)
    {
        var action = model.Line.Action;
        (_name, _owner, _deadline, _note) = (action.Name, action.Owner, action.Deadline, action.Note);
        _sentOn = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(State.Shop.TimeZoneId)).DateTime);
    }

    // The kept link has the keys of its page but not the shop.
    private string SourceLink(string link)
    {
        var address = new StudioAddress(new Uri(new Uri("http://x"), LocalAddress.OrHome(link)));
        return address.With((StudioAddress.ShopKey, State.Shop.Slug));
    }

    private Task MarkAsync(DateOnly? day) => DoAsync(actor => Service.MarkSentAsync(actor, State.Shop, ActionId, day, Lifetime));

    private Task ChangeAsync() => DoAsync(actor => Service.ChangeAsync(actor, ActionId, new ActionChange(_name, _owner, _deadline, _note), Lifetime));

    private async Task RemoveAsync()
    {
        var question = new Question(L["RemoveQuestion", Model!.Line.Action.Name], L["RemoveMeans"], L["RemoveAction"], S["Cancel"], Dangerous: true);
        if (await ConfirmDialog.AskAsync(Dialogs, question))
        {
            await DoAsync(actor => Service.RemoveAsync(actor, ActionId, Lifetime));
            Navigation.NavigateTo(State.Link("/actions"));
        }
    }

    private async Task DoAsync(Func<Actor, Task<bool>> act)
    {
        _problems = [];
        await State.RefreshAsync(Lifetime);
        if (!MayAct)
        {
            _problems = [L["MayNotAct"].Value];
            return;
        }

        try
        {
            _ = await act((await People.GetAuthenticationStateAsync()).User.AsActor(State.Shop.Id));
            await ReloadAsync();
        }
        catch (ActionRefusedException refused)
        {
            _problems = [L["Problem_" + refused.Problem].Value];
        }
    }
}
