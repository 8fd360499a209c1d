using MerchantStudio.Access;
using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Pages.People;

/// <summary>Who belongs to the shop, and who is invited.</summary>
public sealed record PeopleModel(IReadOnlyList<ShopMember> Members, IReadOnlyList<Core.Domain.Invitation> Invitations);

public sealed partial class People
{
    private IReadOnlyList<string> _problems = [];
    private string? _label;
    private ShopRole _role = ShopRole.Marketer;
    private string? _link;

    [Inject]
    public required IStringLocalizer<Resources.Settings> L { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [Inject]
    public required MembershipStore Memberships { get; init; }

    [Inject]
    public required InvitationStore Invitations { get; init; }

    [Inject]
    public required AuditLog Audit { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Person { get; set; }

    protected override async Task<PeopleModel?> LoadAsync(CancellationToken cancellationToken) => new(
        await Memberships.MembersOfAsync(State.Shop.Id, cancellationToken),
        await Invitations.OpenOfAsync(State.Shop.Id, cancellationToken));

    private async Task ChangeRoleAsync(ShopMember member, ChangeEventArgs change)
    {
        if (Enum.TryParse<ShopRole>(change.Value?.ToString(), out var role) && Enum.IsDefined(role))
        {
            await DoAsync("people.role-changed", $"user/{member.UserId}", $"role={role}",
                () => Memberships.PutAsync(State.Shop.Id, member.UserId, role, Lifetime));
        }
    }

    private async Task RemoveAsync(ShopMember member)
    {
        var question = new Question(L["RemoveQuestion", member.SignInName], L["RemoveMeans"], L["Remove"], S["Cancel"], Dangerous: true);
        if (await ConfirmDialog.AskAsync(Dialogs, question))
        {
            await DoAsync("people.removed", $"user/{member.UserId}", null,
                () => Memberships.RemoveAsync(State.Shop.Id, member.UserId, Lifetime));
        }
    }

    private async Task InviteAsync()
    {
        var person = (await Person).User;
        await DoAsync("people.invited", null, $"role={_role}", async () =>
        {
            var token = await Invitations.CreateAsync(State.Shop.Id, _role, _label, person.UserId() ?? 0, Lifetime);
            _link = QueryHelpers.AddQueryString(Navigation.BaseUri + "accept-invitation", "token", token);
        });
        _label = null;
    }

    private Task RevokeAsync(Core.Domain.Invitation invitation) => DoAsync("people.invitation-withdrawn", $"invitation/{invitation.Id}", null,
        () => Invitations.RevokeAsync(State.Shop.Id, invitation.Id, Lifetime));

    private async Task DoAsync(string action, string? subject, string? detail, Func<Task> act)
    {
        (_problems, _link) = ([], null);
        try
        {
            await act();
            await Audit.WriteAsync((await Person).User.AsActor(State.Shop.Id), action, subject, detail, Lifetime);
        }
        catch (LastMerchantException)
        {
            _problems = [L["LastMerchant"]];
        }
        await ReloadAsync();
    }
}
