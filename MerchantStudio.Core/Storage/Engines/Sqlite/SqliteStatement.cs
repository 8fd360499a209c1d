using System.Runtime.CompilerServices;
using System.Text;
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
    private readonly nint _handle;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
        // Valid as long as the statement is not disposed, and nobody but this object can do that.
        _handle = _statement.DangerousGetHandle();
    }

    public void Bind(int parameter, long value) => _ = SqliteNative.BindInt64(_handle, parameter, value);

    public void Bind(int parameter, double value) => _ = SqliteNative.BindDouble(_handle, parameter, value);

    [SkipLocalsInit]
    public unsafe void Bind(int parameter, string? value)
    {
        if (value is null)
        {
            _ = SqliteNative.BindNull(_handle, parameter);
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> buffer = most <= 1024 ? stackalloc byte[1024] : new byte[most];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        fixed (byte* text = buffer)
        {
            Check(SqliteNative.BindText(_handle, parameter, text, length, SqliteNative.Transient));
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

    /// <summary>Runs a statement that gives no rows and makes it ready for the next time; what is bound stays bound.</summary>
    public void Run()
    {
        var result = SqliteNative.Step(_handle);
        // Should the step have failed, the reset says the same again, with the reason.
        Check(SqliteNative.Reset(_handle));
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }
    }

    /// <summary>Goes to the next row; when there is none, makes the statement ready for the next time.</summary>
    public bool Read()
    {
        var result = SqliteNative.Step(_handle);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Check(SqliteNative.Reset(_handle));
        return false;
    }

    /// <summary>Runs a query for the first column of its first row.</summary>
    /// <returns>Null when it gives no row.</returns>
    public long? Scalar()
    {
        long? value = Read() ? Int64(0) : null;
        Check(SqliteNative.Reset(_handle));
        return value;
    }

    public bool IsNull(int column) => SqliteNative.ColumnType(_handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => SqliteNative.ColumnInt64(_handle, column);

    public double Real(int column) => SqliteNative.ColumnDouble(_handle, column);

    public unsafe string? Text(int column)
    {
        // The bytes are counted after the text has been asked for, which may convert it.
        var text = SqliteNative.ColumnText(_handle, column);
        return text is null ? null : Encoding.UTF8.GetString(text, SqliteNative.ColumnBytes(_handle, column));
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_connection).utf8_to_string(), result, raw.sqlite3_extended_errcode(_connection));
        }
    }
}
