using System.Data.Common;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Runs statements that every engine understands within a bulk session's transaction.</summary>
internal static class Statements
{
    /// <returns>Rows that were changed.</returns>
    public static int Execute(this IBulkSession session, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(session, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row; null when there is no row.</summary>
    public static long? Scalar(this IBulkSession session, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(session, sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    public static List<T> Query<T>(
        this IBulkSession session, string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(session, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static DbCommand Command(IBulkSession session, string sql, (string Name, object? Value)[] parameters)
    {
        var command = session.Transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        command.Transaction = session.Transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
