using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MerchantStudio.Core.Storage.Engines.PostgreSql;

public sealed class PostgreSqlMerchantDbContext(DbContextOptions<PostgreSqlMerchantDbContext> options) : MerchantDbContext(options)
{
    /// <summary>Ids that one step of a sequence stands for.</summary>
    internal const int IdsPerStep = 1024;

    /// <summary>The sequence from which imports take a table's ids; several may run at once on this engine.</summary>
    internal static string IdSequence(string table) => table + "Ids";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var table in Import.RecordTable.All)
        {
            builder.HasSequence<long>(IdSequence(table.Name)).StartsAt(1).IncrementsBy(IdsPerStep);
        }
    }
}

/// <summary>Used by <c>dotnet ef</c> only.</summary>
internal sealed class PostgreSqlDesignFactory : IDesignTimeDbContextFactory<PostgreSqlMerchantDbContext>
{
    public PostgreSqlMerchantDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlMerchantDbContext>().UseNpgsql("Host=localhost;Database=design").Options);
}
