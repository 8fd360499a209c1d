using MerchantStudio.Access;
using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Pages.People;

/// <summary>Who belongs to the shop, and who is invited.</summary>
public sealed record PeopleModel(IReadOnlyList<ShopMember> Members, IReadOnlyList<Core.Domain.Invitation> Invitations)
{
    /// <summary>Whether the reader may make links to new passwords: the owner of the installation.</summary>
    public bool MayMakeLinks { get; init; }
}

public sealed partial class People
{
    private IReadOnlyList<string> _problems = [];
    private string? _label;
    private ShopRole _role = ShopRole.Marketer;
    private string? _link;
    private (string Person, string Link)? _passwordLink;

    [Inject]
    public required IStringLocalizer<Resources.Settings> L { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [Inject]
    public required ShopTeam Team { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Person { get; set; }

    protected override async Task<PeopleModel?> LoadAsync(CancellationToken cancellationToken) => new(
        await Team.MembersAsync(State.Shop, cancellationToken),
        await Team.InvitationsAsync(State.Shop, cancellationToken))
    {
        MayMakeLinks = (await Person).User.OwnsInstallation(),
    };

    private async Task ChangeRoleAsync(ShopMember member, ChangeEventArgs change)
    {
        if (Enum.TryParse<ShopRole>(change.Value?.ToString(), out var role) && Enum.IsDefined(role))
        {
            await FinishAsync(await Team.TryChangeRoleAsync(await ActAsync(), member.UserId, role, Lifetime));
        }
    }

    private async Task RemoveAsync(ShopMember member)
    {
        var question = new Question(L["RemoveQuestion", member.SignInName], L["RemoveMeans"], L["Remove"], S["Cancel"], Dangerous: true);
        if (await ConfirmDialog.AskAsync(Dialogs, question))
        {
            await FinishAsync(await Team.TryRemoveAsync(await ActAsync(), member.UserId, Lifetime));
        }
    }

    private async Task MakePasswordLinkAsync(ShopMember member)
    {
        var question = new Question(L["PasswordLinkQuestion", member.SignInName], L["PasswordLinkMeans"], L["NewPasswordLink"], S["Cancel"]);
        if (await ConfirmDialog.AskAsync(Dialogs, question))
        {
            var token = await Team.MakePasswordLinkAsync(await ActAsync(), member.UserId, Lifetime);
            await FinishAsync(succeeded: true);
            _passwordLink = (member.SignInName, QueryHelpers.AddQueryString(Navigation.BaseUri + "new-password", "token", token));
        }
    }

    private async Task InviteAsync()
    {
        var token = await Team.InviteAsync(await ActAsync(), _role, _label, Lifetime);
        await FinishAsync(succeeded: true);
        _link = QueryHelpers.AddQueryString(Navigation.BaseUri + "accept-invitation", "token", token);
        _label = null;
    }

    private async Task RevokeAsync(Core.Domain.Invitation invitation)
    {
        await Team.RevokeAsync(await ActAsync(), invitation.Id, Lifetime);
        await FinishAsync(succeeded: true);
    }

    private async Task<Act> ActAsync() => new((await Person).User, State.Shop);

    private async Task FinishAsync(bool succeeded)
    {
        _problems = succeeded ? [] : [L["LastMerchant"].Value];
        _link = null;
        _passwordLink = null;
        await ReloadAsync();
    }
}
