using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MerchantStudio.Core.Storage.Engines.Sqlite;

/// <summary>
/// A prepared statement without the provider's parameter objects, for statements that run once per row. Parameters and
/// columns count from 1 and 0, as SQLite's do.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    public void Bind(int parameter, long value) => raw.sqlite3_bind_int64(_statement, parameter, value);

    public void Bind(int parameter, double value) => raw.sqlite3_bind_double(_statement, parameter, value);

    public void Bind(int parameter, string? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(_statement, parameter);
        }
        else
        {
            raw.sqlite3_bind_text(_statement, parameter, value);
        }
    }

    public void BindCell(int parameter, object? cell)
    {
        switch (cell)
        {
            case long number: Bind(parameter, number); break;
            case double number: Bind(parameter, number); break;
            case bool flag: Bind(parameter, flag ? 1L : 0L); break;
            default: Bind(parameter, (string?)cell); break;
        }
    }

    /// <summary>Runs a statement that gives no rows and makes it ready for the next time.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE)
        {
            // The reset says the same again, with the reason.
            Check(raw.sqlite3_reset(_statement));
            Check(result);
        }

        Check(raw.sqlite3_reset(_statement));
    }

    /// <summary>Goes to the next row; when there is none, makes the statement ready for the next time.</summary>
    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Check(raw.sqlite3_reset(_statement));
        return false;
    }

    /// <summary>Runs a query for the first column of its first row.</summary>
    /// <returns>Null when it gives no row.</returns>
    public long? Scalar()
    {
        long? value = Read() ? Int64(0) : null;
        Check(raw.sqlite3_reset(_statement));
        return value;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Real(int column) => raw.sqlite3_column_double(_statement, column);

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_connection).utf8_to_string(), result, raw.sqlite3_extended_errcode(_connection));
        }
    }
}
