using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Access;

/// <summary>The people of a shop: every change is made and written into the audit log together.</summary>
public sealed class ShopTeam(MembershipStore memberships, InvitationStore invitations, PasswordResetStore resets, AuditLog audit)
{
    public Task<IReadOnlyList<ShopMember>> MembersAsync(Shop shop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return memberships.MembersOfAsync(shop.Id, cancellationToken);
    }

    /// <summary>Invitations that can still be used, newest first.</summary>
    public Task<IReadOnlyList<Invitation>> InvitationsAsync(Shop shop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return invitations.OpenOfAsync(shop.Id, cancellationToken);
    }

    /// <summary>False when the shop would be left without a merchant; nothing is changed then.</summary>
    public async Task<bool> TryChangeRoleAsync(Act act, int userId, ShopRole role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        try
        {
            await memberships.PutAsync(act.Shop.Id, userId, role, cancellationToken);
        }
        catch (LastMerchantException)
        {
            return false;
        }
        await WriteAsync(act, "people.role-changed", $"user/{userId}", $"role={role}", cancellationToken);
        return true;
    }

    /// <summary>False when the shop would be left without a merchant; nothing is changed then.</summary>
    public async Task<bool> TryRemoveAsync(Act act, int userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        try
        {
            await memberships.RemoveAsync(act.Shop.Id, userId, cancellationToken);
        }
        catch (LastMerchantException)
        {
            return false;
        }
        await WriteAsync(act, "people.removed", $"user/{userId}", null, cancellationToken);
        return true;
    }

    /// <summary>The token of a new invitation, to be shown once.</summary>
    public async Task<string> InviteAsync(Act act, ShopRole role, string? label, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        var inviter = act.Person.UserId() ?? throw new InvalidOperationException("Somebody who is not signed in cannot invite.");
        var token = await invitations.CreateAsync(act.Shop.Id, role, label, inviter, cancellationToken);
        await WriteAsync(act, "people.invited", null, $"role={role}", cancellationToken);
        return token;
    }

    /// <summary>
    /// The token of a link with which a member chooses a new password, to be shown once. Only the owner of the installation
    /// makes one: a member may belong to other shops as well.
    /// </summary>
    public async Task<string> MakePasswordLinkAsync(Act act, int userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (!act.Person.OwnsInstallation() || !(await MembersAsync(act.Shop, cancellationToken)).Any(member => member.UserId == userId))
        {
            throw new UnauthorizedAccessException("Only the owner of the installation makes such links, and only for members of the shop.");
        }
        var link = await resets.CreateAsync(userId, act.Person.UserId(), cancellationToken);
        await WriteAsync(act, "account.password-link", $"user/{userId}", null, cancellationToken);
        return link.Token;
    }

    public async Task RevokeAsync(Act act, int invitationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        await invitations.RevokeAsync(act.Shop.Id, invitationId, cancellationToken);
        await WriteAsync(act, "people.invitation-withdrawn", $"invitation/{invitationId}", null, cancellationToken);
    }

    private Task WriteAsync(Act act, string action, string? subject, string? detail, CancellationToken cancellationToken) =>
        audit.WriteAsync(act.Person.AsActor(act.Shop.Id), action, subject, detail, cancellationToken);
}
