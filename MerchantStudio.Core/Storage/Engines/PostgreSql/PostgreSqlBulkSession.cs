using System.Data.Common;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using Npgsql;
using NpgsqlTypes;

namespace MerchantStudio.Core.Storage.Engines.PostgreSql;

/// <summary>
/// Bulk writing through binary COPY for what is new and arrays for what is looked up or changed. Holds a lock of the
/// shop, so that two imports into it wait for each other while other shops' run beside it.
/// </summary>
internal sealed class PostgreSqlBulkSession : IBulkSession
{
    /// <summary>First half of the advisory lock's key, which keeps it apart from other programs' locks.</summary>
    private const int LockSpace = 0x4D53;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    public PostgreSqlBulkSession(string connectionString, int shopId)
    {
        _connection = new NpgsqlConnection(connectionString);
        try
        {
            _connection.Open();
            _transaction = _connection.BeginTransaction();
            using var command = Command("SELECT pg_advisory_xact_lock($1, $2)", LockSpace, shopId);
            command.ExecuteNonQuery();
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
        using var command = Command($"""SELECT 1 FROM "{table.Name}" WHERE "ShopId" = $1 LIMIT 1""", shopId);
        return command.ExecuteScalar() is not null;
    }

    public IdBlock TakeIds(RecordTable table)
    {
        using var command = Command($"""SELECT nextval('"{PostgreSqlMerchantDbContext.IdSequence(table.Name)}"')""");
        return new IdBlock((long)command.ExecuteScalar()!, PostgreSqlMerchantDbContext.IdsPerStep);
    }

    public void Load(RecordTable table, int shopId, IReadOnlyCollection<string> keys, Action<RecordEntry> found)
    {
        var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        using var command = Command(
            $"""SELECT "Key", "Id", "BatchId", {columns} FROM "{table.Name}" WHERE "ShopId" = $1 AND "Key" = ANY($2)""", shopId, keys.ToArray());
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var cells = new object?[table.Columns.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Cell(reader, i + 3);
            }

            found(new RecordEntry(reader.GetString(0), reader.GetInt64(1), cells, reader.GetInt64(2)));
        }
    }

    public void LoadLines(IReadOnlyCollection<long> orderIds, Action<LineState> found)
    {
        using var command = Command(
            """
            SELECT l."Id", l."KeyHash", l."ProductId", l."Quantity", l."UnitPriceMinor", l."TotalMinor", l."IsReturn", l."AttributesJson", l."BatchId"
            FROM unnest($1, $2) AS o("First", "End") JOIN "OrderLines" l ON l."Id" >= o."First" AND l."Id" < o."End" ORDER BY l."Id"
            """,
            orderIds.Select(order => OrderLine.IdOf(order, 0)).ToArray(),
            orderIds.Select(order => OrderLine.IdOf(order + 1, 0)).ToArray());
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found(new LineState(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetDouble(3), reader.GetInt64(4), reader.GetInt64(5),
                reader.GetBoolean(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.GetInt64(8)));
        }
    }

    public void Insert(RecordTable table, int shopId, long batchId, IReadOnlyList<RecordEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        using var writer = _connection.BeginBinaryImport(
            $"""COPY "{table.Name}" ("Id", "ShopId", "Key", "BatchId", {columns}) FROM STDIN (FORMAT BINARY)""");
        var wideIds = table.Entity is ChangedEntity.Order or ChangedEntity.Review;
        foreach (var entry in entries)
        {
            writer.StartRow();
            Write(writer, entry.Id, wideIds ? CellType.Int64 : CellType.Int32);
            writer.Write(shopId, NpgsqlDbType.Integer);
            writer.Write(entry.Key, NpgsqlDbType.Text);
            writer.Write(batchId, NpgsqlDbType.Bigint);
            for (var i = 0; i < entry.Cells.Length; i++)
            {
                Write(writer, entry.Cells[i], table.Columns[i].Type);
            }
        }

        writer.Complete();
    }

    public void InsertLines(ReadOnlySpan<LineState> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        using var writer = _connection.BeginBinaryImport("""
            COPY "OrderLines" ("Id", "KeyHash", "ProductId", "Quantity", "UnitPriceMinor", "TotalMinor", "IsReturn", "AttributesJson", "BatchId")
            FROM STDIN (FORMAT BINARY)
            """);
        foreach (ref readonly var line in lines)
        {
            writer.StartRow();
            writer.Write(line.Id, NpgsqlDbType.Bigint);
            writer.Write(line.KeyHash, NpgsqlDbType.Bigint);
            writer.Write(line.ProductId, NpgsqlDbType.Integer);
            writer.Write(line.Quantity, NpgsqlDbType.Double);
            writer.Write(line.UnitPriceMinor, NpgsqlDbType.Bigint);
            writer.Write(line.TotalMinor, NpgsqlDbType.Bigint);
            writer.Write(line.IsReturn, NpgsqlDbType.Boolean);
            Write(writer, line.Attributes, CellType.Text);
            writer.Write(line.BatchId, NpgsqlDbType.Bigint);
        }

        writer.Complete();
    }

    public void Update(string table, IReadOnlyList<CellChange> changes)
    {
        // A row's column may be changed twice within a batch: the last value is the one that stays.
        foreach (var column in changes.GroupBy(change => change.Column))
        {
            var last = column.GroupBy(change => change.RowId).Select(group => group.Last()).ToArray();
            var type = SqlType(column.Key.Type);
            using var command = Command(
                $"""
                UPDATE "{table}" t SET "{column.Key.Name}" = c."Value"::{type}
                FROM unnest($1, $2) AS c("Id", "Value") WHERE t."Id" = c."Id"
                """,
                last.Select(change => change.RowId).ToArray(),
                last.Select(change => TextOf(change)).ToArray());
            command.ExecuteNonQuery();
        }
    }

    public void InsertChanges(long batchId, ChangedEntity entity, IReadOnlyList<CellChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        // Within one statement the first of several equal keys stands.
        using var command = Command(
            """
            INSERT INTO "ImportChanges" ("BatchId", "Entity", "RowId", "Column", "Before")
            SELECT $1, $2, c."RowId", c."Column", c."Before" FROM unnest($3, $4, $5) AS c("RowId", "Column", "Before")
            ON CONFLICT DO NOTHING
            """,
            batchId,
            (short)entity,
            changes.Select(change => change.RowId).ToArray(),
            changes.Select(change => change.Column.Name).ToArray(),
            changes.Select(change => CellText.Of(change.Before)).ToArray());
        command.ExecuteNonQuery();
    }

    public void Commit() => _transaction.Commit();

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    private static string SqlType(CellType type) => type switch
    {
        CellType.Text => "text",
        CellType.Int16 => "smallint",
        CellType.Int32 => "integer",
        CellType.Int64 => "bigint",
        CellType.Real => "double precision",
        CellType.Boolean => "boolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown cell type."),
    };

    private static string? TextOf(in CellChange change) => CellText.Of(change.After);

    private static object? Cell(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetValue(column) switch
    {
        short number => (long)number,
        int number => (long)number,
        var cell => cell,
    };

    private static void Write(NpgsqlBinaryImporter writer, object? cell, CellType type)
    {
        switch (type)
        {
            case var _ when cell is null: writer.WriteNull(); break;
            case CellType.Text: writer.Write((string)cell, NpgsqlDbType.Text); break;
            case CellType.Int16: writer.Write((short)(long)cell, NpgsqlDbType.Smallint); break;
            case CellType.Int32: writer.Write((int)(long)cell, NpgsqlDbType.Integer); break;
            case CellType.Int64: writer.Write((long)cell, NpgsqlDbType.Bigint); break;
            case CellType.Real: writer.Write((double)cell, NpgsqlDbType.Double); break;
            case CellType.Boolean: writer.Write((bool)cell, NpgsqlDbType.Boolean); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown cell type.");
        }
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, _connection, _transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
