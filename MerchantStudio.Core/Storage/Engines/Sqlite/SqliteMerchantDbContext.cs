using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MerchantStudio.Core.Storage.Engines.Sqlite;

public sealed class SqliteMerchantDbContext(DbContextOptions<SqliteMerchantDbContext> options) : MerchantDbContext(options);

/// <summary>Used by <c>dotnet ef</c> only.</summary>
internal sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqliteMerchantDbContext>
{
    public SqliteMerchantDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteMerchantDbContext>().UseSqlite("Data Source=design.db").Options);
}
