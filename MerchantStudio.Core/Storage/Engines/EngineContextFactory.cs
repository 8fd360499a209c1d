using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace MerchantStudio.Core.Storage.Engines;

/// <summary>
/// Shows an engine's context factory as one of <see cref="MerchantDbContext"/>: <see cref="IDbContextFactory{TContext}"/>
/// is invariant, so the derived one cannot simply be cast.
/// </summary>
internal sealed class EngineContextFactory<TContext>(DbContextOptions<TContext> options) : IDbContextFactory<MerchantDbContext>
    where TContext : MerchantDbContext
{
    private readonly PooledDbContextFactory<TContext> _pool = new(options);

    public MerchantDbContext CreateDbContext() => _pool.CreateDbContext();
}
