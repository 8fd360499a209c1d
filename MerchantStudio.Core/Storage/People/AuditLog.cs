using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.People;

/// <summary>The record of who did what, when. Holds ids and counts; never a customer's data or a secret.</summary>
public sealed class AuditLog(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    private const int DetailMaxLength = 400;

    /// <summary>Writes one line.</summary>
    /// <param name="actor">Who, and in which shop.</param>
    /// <param name="action">Stable name of the act, such as <c>import.committed</c>.</param>
    /// <param name="subject">What it was done to, such as <c>batch/12</c>.</param>
    /// <param name="detail">Short and free of personal data, such as <c>role=Manager</c>.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task WriteAsync(Actor actor, string action, string? subject, string? detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.AuditEntries.Add(new AuditEntry
            {
                AtUtc = time.GetUtcNow().UtcDateTime,
                UserId = actor.UserId,
                UserName = actor.UserName,
                ShopId = actor.ShopId,
                Action = action,
                Subject = subject,
                Detail = detail?.Length > DetailMaxLength ? detail[..DetailMaxLength] : detail,
            });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes one line within the transaction of what it tells of.</summary>
    internal static void Write(IBulkSession session, Actor actor, string action, string? subject, string? detail, DateTime nowUtc) => session.Execute(
        """
        INSERT INTO "AuditEntries" ("AtUtc", "UserName", "ShopId", "Action", "Subject", "Detail")
        VALUES (@at, @name, @shop, @action, @subject, @detail)
        """,
        ("at", UtcMilliseconds.From(nowUtc)), ("name", actor.UserName), ("shop", actor.ShopId), ("action", action), ("subject", subject), ("detail", detail));

    /// <summary>One page of a shop's lines, newest first, and how many there are.</summary>
    public async Task<(IReadOnlyList<AuditEntry> Entries, long Total)> ReadAsync(
        int shopId, string? actionPrefix, int skip, int take, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var lines = context.AuditEntries.AsNoTracking().Where(entry => entry.ShopId == shopId);
            if (actionPrefix is not null)
            {
                lines = lines.Where(entry => entry.Action.StartsWith(actionPrefix));
            }
            var total = await lines.LongCountAsync(cancellationToken).ConfigureAwait(false);
            var page = await lines.OrderByDescending(entry => entry.Id).Skip(skip).Take(take).ToListAsync(cancellationToken).ConfigureAwait(false);
            return (page, total);
        }
    }
}
