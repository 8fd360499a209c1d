using System.Security.Cryptography;
using System.Text;
using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.People;

/// <summary>A link that lets one account choose a new password, once.</summary>
/// <param name="Token">Shown once; only its hash is kept.</param>
/// <param name="ExpiresUtc">When it ends.</param>
public sealed record PasswordLink(string Token, DateTime ExpiresUtc);

/// <summary>One-time permissions to choose a new password; the only writer of them. Tokens are kept as hashes.</summary>
public sealed class PasswordResetStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int TokenBytes = 24;

    /// <summary>The account that signs in with an e-mail address; null when there is none.</summary>
    public async Task<int?> FindAccountAsync(string email, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(email);
        var normal = email.Trim().ToUpperInvariant();
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Users.Where(user => user.NormalizedEmail == normal).Select(user => (int?)user.Id).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a link; links made for the account before stop working.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="createdByUserId">Who made it; null for the machine's owner at the command line.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task<PasswordLink> CreateAsync(int userId, int? createdByUserId, CancellationToken cancellationToken)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = time.GetUtcNow().UtcDateTime;
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.PasswordResets.Where(reset => reset.UserId == userId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            context.PasswordResets.Add(new PasswordReset
            {
                UserId = userId,
                TokenHash = HashOf(token),
                CreatedUtc = now,
                ExpiresUtc = now + Lifetime,
                CreatedByUserId = createdByUserId,
            });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        return new PasswordLink(token, now + Lifetime);
    }

    /// <summary>The account of a link that can still be used; null otherwise.</summary>
    public async Task<int?> FindOpenAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        var (hash, now) = (HashOf(token), time.GetUtcNow().UtcDateTime);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await Open(context, now).Where(reset => reset.TokenHash == hash).Select(reset => (int?)reset.UserId)
                .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Uses a link up; false when somebody was quicker or it has ended.</summary>
    public async Task<bool> TryUseAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        var (hash, now) = (HashOf(token), time.GetUtcNow().UtcDateTime);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // One statement with its condition: two people with the same link cannot both get in.
            return await Open(context, now).Where(reset => reset.TokenHash == hash)
                .ExecuteUpdateAsync(set => set.SetProperty(reset => reset.UsedUtc, (DateTime?)now), cancellationToken).ConfigureAwait(false) == 1;
        }
    }

    private static IQueryable<PasswordReset> Open(MerchantDbContext context, DateTime now) =>
        context.PasswordResets.Where(reset => reset.UsedUtc == null && reset.ExpiresUtc > now);

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
