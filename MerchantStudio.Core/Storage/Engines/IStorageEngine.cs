using System.Data.Common;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Storage.Engines;

/// <summary>A database that can hold the record.</summary>
public interface IStorageEngine
{
    /// <summary>Name in settings, lower case.</summary>
    string Name { get; }

    /// <summary>False when the engine can find its own place in the data folder.</summary>
    bool NeedsConnectionString { get; }

    /// <summary>The connection string that <paramref name="options"/> amount to, with the engine's own settings applied.</summary>
    string BuildConnectionString(StorageOptions options, DataFolder dataFolder);

    /// <summary>Makes a factory of this engine's own context.</summary>
    IDbContextFactory<MerchantDbContext> CreateContextFactory(string connectionString, ILoggerFactory loggerFactory);

    /// <summary>Begins a transaction that sees one state of the data and keeps no writer waiting.</summary>
    DbTransaction BeginRead(DbConnection connection);

    /// <summary>Order lines with ids from <paramref name="first"/> up to but without <paramref name="end"/>, by id.</summary>
    internal IEnumerable<RecordedLine> ReadLines(DbTransaction transaction, long first, long end);

    /// <summary>Begins the one transaction of an import or of taking it back.</summary>
    /// <param name="connectionString">Of this engine.</param>
    /// <param name="shopId">The shop that is written to.</param>
    /// <param name="isLazy">Whether the commit may return before it is on the disk; <see cref="FlushToDisk"/> then waits for that.</param>
    internal IBulkSession BeginBulk(string connectionString, int shopId, bool isLazy = false);

    /// <summary>Waits until everything that was committed before the call is on the disk.</summary>
    internal void FlushToDisk(string connectionString);

    /// <summary>Inserts a set's scores through the engine's bulk path, as part of an open transaction.</summary>
    internal void InsertScores(
        DbConnection connection, DbTransaction transaction, long setId, IReadOnlyList<CustomerScore> scores, CancellationToken cancellationToken);

    /// <summary>
    /// Statements after which a connection's commits return before they are on the disk, and after which they wait for it
    /// again. What a power cut may take is the last such commits, whole; what a killed process wrote stays.
    /// </summary>
    internal (string Lazy, string Strict) CommitModes { get; }

    /// <summary>True when only one transaction of the whole database can write at a time.</summary>
    bool WritesOneAtATime { get; }
}
