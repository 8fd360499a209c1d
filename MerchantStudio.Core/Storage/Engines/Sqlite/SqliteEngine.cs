using System.Data.Common;
using MerchantStudio.Core.Storage.Import;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Storage.Engines.Sqlite;

/// <summary>SQLite in WAL mode: one file in the data folder, nothing to install.</summary>
public sealed class SqliteEngine : IStorageEngine
{
    public string Name => "sqlite";

    public bool NeedsConnectionString => false;

    public bool WritesOneAtATime => true;

    public string BuildConnectionString(StorageOptions options, DataFolder dataFolder)
    {
        var builder = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            ForeignKeys = true,
            // The provider retries a busy database for as long as a command may take.
            DefaultTimeout = options.BusyTimeoutSeconds,
        };
        if (builder.DataSource.Length == 0)
        {
            builder.DataSource = Path.Combine(dataFolder.Root, "merchant.db");
        }

        return builder.ConnectionString;
    }

    public IDbContextFactory<MerchantDbContext> CreateContextFactory(string connectionString, ILoggerFactory loggerFactory) =>
        new EngineContextFactory<SqliteMerchantDbContext>(new DbContextOptionsBuilder<SqliteMerchantDbContext>()
            .UseSqlite(connectionString).UseLoggerFactory(loggerFactory).Options);

    public DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    IBulkSession IStorageEngine.BeginBulk(string connectionString, int shopId) => new SqliteBulkSession(connectionString);
}
