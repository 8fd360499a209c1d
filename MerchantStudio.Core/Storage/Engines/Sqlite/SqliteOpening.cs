using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace MerchantStudio.Core.Storage.Engines.Sqlite;

/// <summary>What every connection is told when it is opened.</summary>
internal sealed class SqliteOpening : DbConnectionInterceptor
{
    // SQLite itself waits for another writer, in steps of a few milliseconds. The provider alone sleeps 150 ms between two
    // attempts, which a row of small imports would spend most of its time with. After this it tries again as before.
    private const int BusyMilliseconds = 1000;

    // 32 MiB: with the usual 4 MiB every few small imports would wait for the log to be copied into the database.
    private const int PagesPerCheckpoint = 8192;

    public static void Apply(SqliteConnection connection)
    {
        _ = raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
        _ = raw.sqlite3_wal_autocheckpoint(connection.Handle, PagesPerCheckpoint);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply((SqliteConnection)connection);
        return Task.CompletedTask;
    }
}
