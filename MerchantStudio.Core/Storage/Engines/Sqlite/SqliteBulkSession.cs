using System.Data.Common;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using Microsoft.Data.Sqlite;

namespace MerchantStudio.Core.Storage.Engines.Sqlite;

/// <summary>
/// Bulk writing through prepared statements. It holds the database's one write lock from the first to the last
/// statement, so ids are counted on from the largest and nothing that was looked up can change meanwhile.
/// </summary>
internal sealed class SqliteBulkSession : IBulkSession
{
    private const string InsertLine = """
        INSERT INTO "OrderLines" ("Id", "KeyHash", "ProductId", "Quantity", "UnitPriceMinor", "TotalMinor", "IsReturn", "AttributesJson", "BatchId")
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private const string SelectLines = """
        SELECT "Id", "KeyHash", "ProductId", "Quantity", "UnitPriceMinor", "TotalMinor", "IsReturn", "AttributesJson", "BatchId"
        FROM "OrderLines" WHERE "Id" >= ? AND "Id" < ? ORDER BY "Id"
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteBulkSession(string connectionString, bool isLazy)
    {
        // Rows are written parents last, and the merger only writes references that it has resolved; checking each again
        // would cost a look-up per row.
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = false };
        _connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            _connection.Open();
            SqliteOpening.Apply(_connection);
            Set("cache_size = -65536");
            Set(isLazy ? "synchronous = NORMAL" : "synchronous = FULL");

            _transaction = _connection.BeginTransaction();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public DbTransaction Transaction => _transaction;

    public bool HasRows(RecordTable table, int shopId)
    {
        var statement = Statement($"""SELECT 1 FROM "{table.Name}" WHERE "ShopId" = ? LIMIT 1""");
        statement.Bind(1, shopId);
        return statement.Scalar() is not null;
    }

    public IdBlock TakeIds(RecordTable table)
    {
        var largest = Statement($"""SELECT MAX("Id") FROM "{table.Name}" """).Scalar() ?? 0;
        return new IdBlock(largest + 1, int.MaxValue);
    }

    public void Load(RecordTable table, int shopId, IReadOnlyCollection<string> keys, Action<RecordEntry> found)
    {
        var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        var statement = Statement($"""SELECT "Id", "BatchId", {columns} FROM "{table.Name}" WHERE "ShopId" = ? AND "Key" = ?""");
        foreach (var key in keys)
        {
            statement.Bind(1, shopId);
            statement.Bind(2, key);
            while (statement.Read())
            {
                var cells = new object?[table.Columns.Count];
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = Cell(statement, i + 2, table.Columns[i].Type);
                }

                found(new RecordEntry(key, statement.Int64(0), cells, statement.Int64(1)));
            }
        }
    }

    public void LoadLines(IReadOnlyCollection<long> orderIds, Action<LineState> found)
    {
        var statement = Statement(SelectLines);
        foreach (var order in orderIds)
        {
            statement.Bind(1, OrderLine.IdOf(order, 0));
            statement.Bind(2, OrderLine.IdOf(order + 1, 0));
            while (statement.Read())
            {
                found(new LineState(
                    statement.Int64(0), statement.Int64(1), (int)statement.Int64(2), statement.Real(3), statement.Int64(4),
                    statement.Int64(5), statement.Int64(6) != 0, statement.Text(7), statement.Int64(8)));
            }
        }
    }

    public void Insert(RecordTable table, int shopId, long batchId, IReadOnlyList<RecordEntry> entries)
    {
        var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        var places = string.Join(", ", table.Columns.Select(_ => "?"));
        var statement = Statement($"""INSERT INTO "{table.Name}" ("Id", "ShopId", "Key", "BatchId", {columns}) VALUES (?, ?, ?, ?, {places})""");
        foreach (var entry in entries)
        {
            statement.Bind(1, entry.Id);
            statement.Bind(2, shopId);
            statement.Bind(3, entry.Key);
            statement.Bind(4, batchId);
            for (var i = 0; i < entry.Cells.Length; i++)
            {
                statement.BindCell(i + 5, entry.Cells[i]);
            }

            statement.Run();
        }
    }

    public void InsertLines(ReadOnlySpan<LineState> lines)
    {
        var statement = Statement(InsertLine);
        // What is bound stays bound: what seldom changes from line to line is only bound when it does.
        var last = default(LineState);
        Bind(statement, last);
        foreach (ref readonly var line in lines)
        {
            statement.Bind(1, line.Id);
            statement.Bind(2, line.KeyHash);
            statement.Bind(3, line.ProductId);
            statement.Bind(4, line.Quantity);
            statement.Bind(5, line.UnitPriceMinor);
            statement.Bind(6, line.TotalMinor);
            if (line.IsReturn != last.IsReturn || line.BatchId != last.BatchId || !ReferenceEquals(line.Attributes, last.Attributes))
            {
                Bind(statement, line);
            }

            statement.Run();
            last = line;
        }
    }

    private static void Bind(SqliteStatement statement, in LineState line)
    {
        statement.Bind(7, line.IsReturn ? 1L : 0L);
        statement.Bind(8, line.Attributes);
        statement.Bind(9, line.BatchId);
    }

    public void Update(string table, IReadOnlyList<CellChange> changes)
    {
        foreach (var change in changes)
        {
            var statement = Statement($"""UPDATE "{table}" SET "{change.Column.Name}" = ? WHERE "Id" = ?""");
            statement.BindCell(1, change.After);
            statement.Bind(2, change.RowId);
            statement.Run();
        }
    }

    public void InsertChanges(long batchId, ChangedEntity entity, IReadOnlyList<CellChange> changes)
    {
        var statement = Statement("""
            INSERT OR IGNORE INTO "ImportChanges" ("BatchId", "Entity", "RowId", "Column", "Before") VALUES (?, ?, ?, ?, ?)
            """);
        foreach (var change in changes)
        {
            statement.Bind(1, batchId);
            statement.Bind(2, (long)entity);
            statement.Bind(3, change.RowId);
            statement.Bind(4, change.Column.Name);
            statement.Bind(5, CellText.Of(change.Before));
            statement.Run();
        }
    }

    public void Commit()
    {
        CloseStatements();
        _transaction.Commit();
    }

    public void Dispose()
    {
        CloseStatements();
        _transaction.Dispose();
        // The connection goes back to its pool, without the pages that a large import has left in it.
        Set("shrink_memory");
        _connection.Dispose();
    }

    private void Set(string pragma)
    {
        using var statement = new SqliteStatement(_connection, "PRAGMA " + pragma);
        statement.Run();
    }

    private static object? Cell(SqliteStatement statement, int column, CellType type) => statement.IsNull(column) ? null : type switch
    {
        CellType.Text => statement.Text(column),
        CellType.Real => statement.Real(column),
        CellType.Boolean => statement.Int64(column) != 0,
        _ => statement.Int64(column),
    };

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(_connection, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    private void CloseStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }
}
