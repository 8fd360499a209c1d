using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MerchantStudio.Core.Storage.Engines.PostgreSql;

public sealed class PostgreSqlMerchantDbContext(DbContextOptions<PostgreSqlMerchantDbContext> options) : MerchantDbContext(options)
{
    /// <summary>Sequences from which an import takes ids; several imports may run at once on this engine.</summary>
    internal const string CustomerIds = "customer_ids";
    internal const string ProductIds = "product_ids";
    internal const string OrderIds = "order_ids";
    internal const string ReviewIds = "review_ids";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var sequence in new[] { CustomerIds, ProductIds, OrderIds, ReviewIds })
        {
            builder.HasSequence<long>(sequence);
        }
    }
}

/// <summary>Used by <c>dotnet ef</c> only.</summary>
internal sealed class PostgreSqlDesignFactory : IDesignTimeDbContextFactory<PostgreSqlMerchantDbContext>
{
    public PostgreSqlMerchantDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlMerchantDbContext>().UseNpgsql("Host=localhost;Database=design").Options);
}
