using System.Security.Claims;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Identity;
using MerchantStudio.Core.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace MerchantStudio.Access;

/// <summary>A new account, as its form has it.</summary>
public sealed record NewAccount(string Email, string? DisplayName, string Password);

/// <summary>What came of an attempt: nothing wrong, or resource keys (of <c>Account</c>) of what is.</summary>
public sealed record Attempt(IReadOnlyList<string> Problems)
{
    public static Attempt Done { get; } = new([]);

    public bool Succeeded => Problems.Count == 0;

    public static Attempt Failed(params string[] problems) => new(problems);
}

/// <summary>Everything that makes an account or signs somebody in or out. Used by pages that are plain requests.</summary>
internal sealed class Accounts(
    UserManager<StudioUser> users, SignInManager<StudioUser> signIn, FirstRunGuard firstRun, ShopStore shops,
    MembershipStore memberships, InvitationStore invitations, PasswordResetStore resets, PersonEraser eraser, AuditLog audit, TimeProvider time)
{
    public async Task<Attempt> SignInAsync(string email, string password, bool remember, CancellationToken cancellationToken)
    {
        var name = email.Trim();
        var result = await signIn.PasswordSignInAsync(name, password, remember, lockoutOnFailure: true);
        // The name that was typed is not written down when it failed: people type passwords there.
        var user = result.Succeeded ? await users.FindByNameAsync(name) : null;
        var outcome = result.Succeeded ? "account.sign-in" : result.IsLockedOut ? "account.locked" : "account.sign-in-failed";
        await audit.WriteAsync(new Actor(user?.Id, user?.UserName, null), outcome, null, null, cancellationToken);
        return result switch
        {
            { Succeeded: true } => Attempt.Done,
            { IsLockedOut: true } => Attempt.Failed("LockedOut"),
            _ => Attempt.Failed("WrongSignIn"),
        };
    }

    public Task SignOutAsync() => signIn.SignOutAsync();

    /// <summary>Makes the owner and the first shop, and signs the owner in. Works once.</summary>
    public async Task<Attempt> CreateOwnerAsync(string token, NewAccount owner, ShopDetails shop, CancellationToken cancellationToken)
    {
        if (!await firstRun.IsOpenAsync(cancellationToken) || !await firstRun.IsRightTokenAsync(token, cancellationToken))
        {
            return Attempt.Failed("WrongToken");
        }
        var (attempt, user) = await CreateAsync(owner);
        if (user is null)
        {
            return attempt;
        }
        if (!firstRun.TryClose())
        {
            await users.DeleteAsync(user);
            return Attempt.Failed("WrongToken");
        }
        await users.AddClaimAsync(user, InstallationOwner.Claim);
        var first = await shops.CreateAsync(shop, null, cancellationToken);
        await memberships.PutAsync(first.Id, user.Id, ShopRole.Merchant, cancellationToken);
        await audit.WriteAsync(new Actor(user.Id, user.UserName, first.Id), "account.owner-created", $"shop/{first.Slug}", null, cancellationToken);
        await signIn.SignInAsync(user, isPersistent: true);
        return Attempt.Done;
    }

    /// <summary>The invitation and its shop, while the link can still be used; null otherwise.</summary>
    public Task<(Invitation Invitation, Shop Shop)?> FindInvitationAsync(string token, CancellationToken cancellationToken) =>
        invitations.FindOpenAsync(token, cancellationToken);

    /// <summary>Makes an account with an invitation's link and signs it in.</summary>
    public async Task<Attempt> AcceptAsNewAsync(string token, NewAccount account, CancellationToken cancellationToken)
    {
        if (await invitations.FindOpenAsync(token, cancellationToken) is null)
        {
            return Attempt.Failed("InvitationEnded");
        }
        var (attempt, user) = await CreateAsync(account);
        if (user is null)
        {
            return attempt;
        }
        var accepted = await AcceptAsync(token, user.Id, user.UserName, cancellationToken);
        if (!accepted.Succeeded)
        {
            await users.DeleteAsync(user);
            return accepted;
        }
        await signIn.SignInAsync(user, isPersistent: true);
        return Attempt.Done;
    }

    /// <summary>Takes somebody who has an account already into the invitation's shop.</summary>
    public async Task<Attempt> AcceptAsync(string token, int userId, string? userName, CancellationToken cancellationToken)
    {
        if (await invitations.FindOpenAsync(token, cancellationToken) is not { } open
            || !await invitations.TryAcceptAsync(open.Invitation.Id, userId, cancellationToken))
        {
            return Attempt.Failed("InvitationEnded");
        }
        await memberships.PutAsync(open.Shop.Id, userId, open.Invitation.Role, cancellationToken);
        await audit.WriteAsync(
            new Actor(userId, userName, open.Shop.Id), "people.joined", $"invitation/{open.Invitation.Id}", $"role={open.Invitation.Role}", cancellationToken);
        return Attempt.Done;
    }

    /// <summary>What the account of a link signs in with, while the link can still be used; null otherwise.</summary>
    public async Task<string?> FindPasswordLinkAsync(string token, CancellationToken cancellationToken) =>
        await resets.FindOpenAsync(token, cancellationToken) is { } userId ? (await users.FindByIdAsync(IdText(userId)))?.UserName : null;

    /// <summary>Chooses a new password with a link. Whoever was signed in with the old one is signed out.</summary>
    public async Task<Attempt> UsePasswordLinkAsync(string token, string password, CancellationToken cancellationToken)
    {
        if (await resets.FindOpenAsync(token, cancellationToken) is not { } userId || await users.FindByIdAsync(IdText(userId)) is not { } user)
        {
            return Attempt.Failed("LinkEnded");
        }
        // A password that the rules refuse must not use the link up.
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, user, password) is { Succeeded: false } refused)
            {
                return ToAttempt(refused);
            }
        }
        if (!await resets.TryUseAsync(token, cancellationToken))
        {
            return Attempt.Failed("LinkEnded");
        }
        var result = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!result.Succeeded)
        {
            return ToAttempt(result);
        }
        await users.SetLockoutEndDateAsync(user, null);
        await audit.WriteAsync(new Actor(user.Id, user.UserName, null), "account.password-reset", null, null, cancellationToken);
        return Attempt.Done;
    }

    /// <summary>Deletes the signed-in person's own account and takes their name off what they did.</summary>
    public async Task<Attempt> DeleteOwnAsync(ClaimsPrincipal person, string password, CancellationToken cancellationToken)
    {
        if (person.OwnsInstallation())
        {
            return Attempt.Failed("OwnerStays");
        }
        var user = await UserOfAsync(person);
        if (!await users.CheckPasswordAsync(user, password))
        {
            return Attempt.Failed("Identity_PasswordMismatch");
        }
        try
        {
            await eraser.EraseAsync(user.Id, cancellationToken);
        }
        catch (LastMerchantException)
        {
            return Attempt.Failed("LastMerchantStays");
        }
        await audit.WriteAsync(new Actor(null, null, null), "account.deleted", $"user/{user.Id}", null, cancellationToken);
        await signIn.SignOutAsync();
        return Attempt.Done;
    }

    private static string IdText(int userId) => userId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What the signed-in person wants to be called; null when they have not said.</summary>
    public async Task<string?> DisplayNameOfAsync(ClaimsPrincipal person) => (await UserOfAsync(person)).DisplayName;

    public async Task<Attempt> ChangePasswordAsync(ClaimsPrincipal person, string current, string next, CancellationToken cancellationToken)
    {
        var user = await UserOfAsync(person);
        var result = await users.ChangePasswordAsync(user, current, next);
        if (!result.Succeeded)
        {
            return ToAttempt(result);
        }
        await audit.WriteAsync(new Actor(user.Id, user.UserName, null), "account.password-changed", null, null, cancellationToken);
        await signIn.RefreshSignInAsync(user);
        return Attempt.Done;
    }

    public async Task<Attempt> RenameAsync(ClaimsPrincipal person, string? displayName)
    {
        var user = await UserOfAsync(person);
        user.DisplayName = string.IsNullOrWhiteSpace(displayName) ? null : displayName.Trim();
        return ToAttempt(await users.UpdateAsync(user));
    }

    private async Task<StudioUser> UserOfAsync(ClaimsPrincipal person) => await users.GetUserAsync(person)
        ?? throw new InvalidOperationException($"The signed-in account {person.UserId()} does not exist.");

    private async Task<(Attempt Attempt, StudioUser? User)> CreateAsync(NewAccount account)
    {
        var user = new StudioUser
        {
            UserName = account.Email.Trim(),
            Email = account.Email.Trim(),
            DisplayName = string.IsNullOrWhiteSpace(account.DisplayName) ? null : account.DisplayName.Trim(),
            CreatedUtc = time.GetUtcNow().UtcDateTime,
        };
        var result = await users.CreateAsync(user, account.Password);
        return result.Succeeded ? (Attempt.Done, user) : (ToAttempt(result), null);
    }

    // Identity names its refusals; the words for them are ours, in both languages.
    private static Attempt ToAttempt(IdentityResult result) =>
        new([.. result.Errors.Select(error => "Identity_" + (error.Code is "DuplicateUserName" ? "DuplicateEmail" : error.Code is "InvalidUserName" ? "InvalidEmail" : error.Code)).Distinct()]);
}
