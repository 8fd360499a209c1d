using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Pipeline.Training;

internal static class ContextUse
{
    /// <summary>Opens a context for one operation and closes it again.</summary>
    public static async Task<T> UseAsync<T>(
        this IDbContextFactory<MerchantDbContext> contexts, Func<MerchantDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await work(db).ConfigureAwait(false);
        }
    }
}
