using System.Data;
using System.Data.Common;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace MerchantStudio.Core.Storage.Engines.PostgreSql;

/// <summary>PostgreSQL, or a distributed database that speaks its protocol.</summary>
public sealed class PostgreSqlEngine : IStorageEngine
{
    public string Name => "postgresql";

    public bool NeedsConnectionString => true;

    public bool WritesOneAtATime => false;

    (string Lazy, string Strict) IStorageEngine.CommitModes => ("SET synchronous_commit = off", "RESET synchronous_commit");

    public string BuildConnectionString(StorageOptions options, DataFolder dataFolder) =>
        new NpgsqlConnectionStringBuilder(options.ConnectionString) { CommandTimeout = options.BusyTimeoutSeconds }.ConnectionString;

    public IDbContextFactory<MerchantDbContext> CreateContextFactory(string connectionString, ILoggerFactory loggerFactory) =>
        new EngineContextFactory<PostgreSqlMerchantDbContext>(new DbContextOptionsBuilder<PostgreSqlMerchantDbContext>()
            .UseNpgsql(connectionString).UseLoggerFactory(loggerFactory).Options);

    public DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    IEnumerable<RecordedLine> IStorageEngine.ReadLines(DbTransaction transaction, long first, long end)
    {
        using var command = new NpgsqlCommand(
            """SELECT "Id", "ProductId", "Quantity", "TotalMinor", "IsReturn" FROM "OrderLines" WHERE "Id" >= $1 AND "Id" < $2 ORDER BY "Id" """,
            (NpgsqlConnection)transaction.Connection!,
            (NpgsqlTransaction)transaction)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = first }, new NpgsqlParameter<long> { TypedValue = end } },
        };
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new RecordedLine(
                OrderLine.OrderIdOf(reader.GetInt64(0)), reader.GetInt32(1), reader.GetDouble(2), reader.GetInt64(3), reader.GetBoolean(4));
        }
    }

    // The server lets the commits of several sessions share one wait for the disk; there is nothing to put off.
    IBulkSession IStorageEngine.BeginBulk(string connectionString, int shopId, bool isLazy) => new PostgreSqlBulkSession(connectionString, shopId);

    void IStorageEngine.FlushToDisk(string connectionString)
    {
        // Every commit of a bulk session has waited for the disk itself.
    }

    void IStorageEngine.InsertScores(
        DbConnection connection, DbTransaction transaction, long setId, IReadOnlyList<CustomerScore> scores, CancellationToken cancellationToken)
    {
        using var writer = ((NpgsqlConnection)connection).BeginBinaryImport(
            """COPY "CustomerScores" ("ScoreSetId", "CustomerKey", "Value", "DetailsJson") FROM STDIN (FORMAT BINARY)""");
        foreach (var score in scores)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.StartRow();
            writer.Write(setId, NpgsqlDbType.Bigint);
            writer.Write(score.CustomerKey, NpgsqlDbType.Text);
            writer.Write(score.Value, NpgsqlDbType.Double);
            writer.Write(score.DetailsJson, NpgsqlDbType.Text);
        }

        writer.Complete();
    }
}
