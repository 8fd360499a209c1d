using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage;

/// <summary>Brings the database to the current model; to be awaited before anything reads it.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<MerchantDbContext> contexts)
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
