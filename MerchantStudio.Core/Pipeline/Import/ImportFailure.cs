using System.Data.Common;
using MerchantStudio.Core.Domain;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>What stopped an import, as a resource key and a detail.</summary>
public static class ImportFailure
{
    private const int SqliteFull = 13;
    private const int LinuxNoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Key of the sentence, with its detail behind a colon where it has one.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        ImportFileException file => file.Problem.Detail is null ? file.Problem.Key : $"{file.Problem.Key}: {file.Problem.Detail}",
        _ when IsDiskFull(exception) => "DiskFull",
        DbException => "DatabaseProblem",
        FileNotFoundException => "UploadGone",
        _ => "Unexpected",
    };

    private static bool IsDiskFull(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
        IOException { HResult: WindowsDiskFull or WindowsHandleDiskFull or LinuxNoSpace } => true,
        { InnerException: { } inner } => IsDiskFull(inner),
        _ => false,
    };
}
