using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>Remarks that people wrote about customers; the only writer of them.</summary>
public sealed class NoteStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    public const int LongestText = 4_000;

    /// <summary>Notes about a customer, the newest first.</summary>
    public async Task<IReadOnlyList<CustomerNote>> ReadAsync(int shopId, string customerKey, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.CustomerNotes.AsNoTracking().Where(note => note.ShopId == shopId && note.CustomerKey == customerKey)
                .OrderByDescending(note => note.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>The note's id.</returns>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public async Task<long> AddAsync(Actor author, int shopId, string customerKey, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(author);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Trim().Length, LongestText);
        var note = new CustomerNote
        {
            ShopId = shopId,
            CustomerKey = customerKey,
            Text = text.Trim(),
            CreatedUtc = time.GetUtcNow().UtcDateTime,
            CreatedBy = author.UserName,
            CreatedByUserId = author.UserId,
        };
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.CustomerNotes.Add(note);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return note.Id;
        }
    }

    /// <param name="shopId">The shop that the note belongs to.</param>
    /// <param name="noteId">The note.</param>
    /// <param name="onlyByUserId">Deletes it only when this account wrote it; null deletes anybody's.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Whether there was such a note.</returns>
    public async Task<bool> DeleteAsync(int shopId, long noteId, int? onlyByUserId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.CustomerNotes
                .Where(note => note.ShopId == shopId && note.Id == noteId && (onlyByUserId == null || note.CreatedByUserId == onlyByUserId))
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1;
        }
    }
}
