using System.Data.Common;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.Record;
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

    (string Lazy, string Strict) IStorageEngine.CommitModes => ("PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL");

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
            .UseSqlite(connectionString).AddInterceptors(new SqliteOpening()).UseLoggerFactory(loggerFactory).Options);

    public DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    IEnumerable<RecordedLine> IStorageEngine.ReadLines(DbTransaction transaction, long first, long end)
    {
        using var statement = new SqliteStatement(
            (SqliteConnection)transaction.Connection!,
            """SELECT "Id", "ProductId", "Quantity", "TotalMinor", "IsReturn" FROM "OrderLines" WHERE "Id" >= ? AND "Id" < ? ORDER BY "Id" """);
        statement.Bind(1, first);
        statement.Bind(2, end);
        while (statement.Read())
        {
            yield return new RecordedLine(
                OrderLine.OrderIdOf(statement.Int64(0)), (int)statement.Int64(1), statement.Real(2), statement.Int64(3), statement.Int64(4) != 0);
        }
    }

    IBulkSession IStorageEngine.BeginBulk(string connectionString, int shopId, bool isLazy) => new SqliteBulkSession(connectionString, isLazy);

    void IStorageEngine.FlushToDisk(string connectionString)
    {
        // The database file itself must not be opened here: closing it would give up the locks that SQLite holds on it.
        var log = new SqliteConnectionStringBuilder(connectionString).DataSource + "-wal";
        try
        {
            using var handle = File.OpenHandle(log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(handle);
        }
        catch (FileNotFoundException)
        {
            // Whoever removed the log had copied it into the database and waited for the disk.
        }
    }

    // The statement runs on the transaction's connection, and so within it.
    void IStorageEngine.InsertScores(
        DbConnection connection, DbTransaction transaction, long setId, IReadOnlyList<CustomerScore> scores, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(
            (SqliteConnection)connection, """INSERT INTO "CustomerScores" ("ScoreSetId", "CustomerKey", "Value", "DetailsJson") VALUES (?, ?, ?, ?)""");
        foreach (var score in scores)
        {
            cancellationToken.ThrowIfCancellationRequested();
            statement.Bind(1, setId);
            statement.Bind(2, score.CustomerKey);
            statement.Bind(3, score.Value);
            statement.Bind(4, score.DetailsJson);
            statement.Run();
        }
    }
}
