using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Demo;
using Microsoft.Data.Sqlite;

namespace MerchantStudio.Benchmarks.Comparisons.Import;

/// <summary>The whole import of a file of order lines against the least that could store its rows.</summary>
public sealed class RetailImportComparison : IComparison
{
    private const string FileName = "online_retail.csv.gz";
    private const string FolderVariable = "MERCHANTSTUDIO_DATASETS";

    public string Name => "import-retail";

    public string Description =>
        "Parsing, validating and storing (durable, idempotent, undoable), and the whole import with copy, hash, recognition and "
        + "snapshot, against a bare loop that inserts the same parsed rows into SQLite one prepared statement at a time.";

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("import-comparison-").FullName;
        var file = scale == ComparisonScale.Dry ? DemoOrders(folder, cancellationToken) : RetailFile();
        if (file is null)
        {
            Directory.Delete(folder, recursive: true);
            return ComparisonSetup.NotHere($"{FolderVariable} does not name a folder with {FileName}.");
        }

        var bench = await ImportBench.StartAsync(folder, cancellationToken).ConfigureAwait(false);
        var rows = await bench.ParseAsync(file, cancellationToken).ConfigureAwait(false);
        return new ComparisonSetup(
            new Contender("bare loop of prepared statements", token => Task.FromResult<IReadOnlyDictionary<string, double>>(BareLoop(folder, rows, token))),
            [
                new Contender("parse, validate and store", token => bench.StoreAsync(file, token)),
                new Contender("whole import", token => bench.ImportAsync([file], token)),
            ],
            bench.DisposeAsync)
        {
            Rounds = 3,
        };
    }

    private static string? RetailFile() =>
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder && File.Exists(Path.Combine(folder, FileName))
            ? Path.Combine(folder, FileName)
            : null;

    private static string DemoOrders(string folder, CancellationToken cancellationToken) =>
        DemoShop.Write(Path.Combine(folder, "demo"), new DemoOptions { Customers = 50 }, cancellationToken)
            .Single(file => file.Kind == ImportKind.Orders).Path;

    private static Dictionary<string, double> BareLoop(string folder, IReadOnlyList<OrderLineRow> rows, CancellationToken cancellationToken)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(folder, Guid.NewGuid().ToString("N"))}.db;Pooling=False");
        database.Open();
        Execute(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Execute(database, "CREATE TABLE Lines (OrderKey TEXT, LineKey TEXT, CustomerKey TEXT, ProductKey TEXT, Title TEXT, Quantity REAL, Unit INTEGER, Total INTEGER, Time INTEGER, Country TEXT, PRIMARY KEY (OrderKey, LineKey))");
        using var transaction = database.BeginTransaction();
        using var insert = database.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO Lines VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        var cells = Enumerable.Range(0, 10).Select(number => insert.Parameters.AddWithValue("$" + number, DBNull.Value)).ToArray();
        insert.Prepare();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            object?[] values =
            [
                row.OrderKey, row.LineKey, row.CustomerKey, row.ProductKey, row.ProductTitle, row.Quantity, row.UnitPriceMinor, row.TotalMinor,
                new DateTimeOffset(row.OrderedUtc).ToUnixTimeMilliseconds(), row.Country,
            ];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i].Value = values[i] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return new Dictionary<string, double> { ["rows"] = rows.Count };
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
