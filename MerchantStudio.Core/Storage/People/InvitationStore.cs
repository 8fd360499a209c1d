using System.Security.Cryptography;
using System.Text;
using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.People;

/// <summary>One-time invitations into a shop; the only writer of them. Tokens are kept as hashes.</summary>
public sealed class InvitationStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const int TokenBytes = 24;

    /// <summary>Makes an invitation and gives back its token, which is shown once and cannot be read again.</summary>
    public async Task<string> CreateAsync(int shopId, ShopRole role, string? label, int invitedByUserId, CancellationToken cancellationToken)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = time.GetUtcNow().UtcDateTime;
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Invitations.Add(new Invitation
            {
                ShopId = shopId,
                Role = role,
                TokenHash = HashOf(token),
                Label = string.IsNullOrWhiteSpace(label) ? null : label.Trim(),
                CreatedUtc = now,
                ExpiresUtc = now + Lifetime,
                InvitedByUserId = invitedByUserId,
            });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        return token;
    }

    /// <summary>The invitation and its shop, while the token can still be used; null otherwise.</summary>
    public async Task<(Invitation Invitation, Shop Shop)?> FindOpenAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        var (hash, now) = (HashOf(token), time.GetUtcNow().UtcDateTime);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var row = await Open(context, now).Where(invitation => invitation.TokenHash == hash)
                .Join(context.Shops, invitation => invitation.ShopId, shop => shop.Id, (invitation, shop) => new { invitation, shop })
                .AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return row is null ? null : (row.invitation, row.shop);
        }
    }

    /// <summary>Invitations of a shop that can still be used, newest first.</summary>
    public async Task<IReadOnlyList<Invitation>> OpenOfAsync(int shopId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await Open(context, now).AsNoTracking().Where(invitation => invitation.ShopId == shopId)
                .OrderByDescending(invitation => invitation.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Uses an invitation up; false when somebody was quicker or it has ended.</summary>
    public async Task<bool> TryAcceptAsync(int invitationId, int userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // One statement with its condition: two people with the same link cannot both get in.
            var used = await Open(context, now).Where(invitation => invitation.Id == invitationId).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.AcceptedUtc, (DateTime?)now).SetProperty(i => i.AcceptedByUserId, (int?)userId),
                cancellationToken).ConfigureAwait(false);
            return used == 1;
        }
    }

    public async Task RevokeAsync(int shopId, int invitationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await Open(context, now).Where(invitation => invitation.Id == invitationId && invitation.ShopId == shopId)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedUtc, (DateTime?)now), cancellationToken).ConfigureAwait(false);
        }
    }

    private static IQueryable<Invitation> Open(MerchantDbContext context, DateTime now) => context.Invitations
        .Where(invitation => invitation.AcceptedUtc == null && invitation.RevokedUtc == null && invitation.ExpiresUtc > now);

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
