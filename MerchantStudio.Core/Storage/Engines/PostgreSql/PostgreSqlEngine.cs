using System.Data;
using System.Data.Common;
using MerchantStudio.Core.Storage.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MerchantStudio.Core.Storage.Engines.PostgreSql;

/// <summary>PostgreSQL, or a distributed database that speaks its protocol.</summary>
public sealed class PostgreSqlEngine : IStorageEngine
{
    public string Name => "postgresql";

    public bool NeedsConnectionString => true;

    public bool WritesOneAtATime => false;

    public string BuildConnectionString(StorageOptions options, DataFolder dataFolder) =>
        new NpgsqlConnectionStringBuilder(options.ConnectionString) { CommandTimeout = options.BusyTimeoutSeconds }.ConnectionString;

    public IDbContextFactory<MerchantDbContext> CreateContextFactory(string connectionString, ILoggerFactory loggerFactory) =>
        new EngineContextFactory<PostgreSqlMerchantDbContext>(new DbContextOptionsBuilder<PostgreSqlMerchantDbContext>()
            .UseNpgsql(connectionString).UseLoggerFactory(loggerFactory).Options);

    public DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    IBulkSession IStorageEngine.BeginBulk(string connectionString, int shopId) => new PostgreSqlBulkSession(connectionString, shopId);
}
