namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>Which way a prediction may move when a feature grows.</summary>
public enum Monotone
{
    Free = 0,
    Rising = 1,
    Falling = -1,
}

/// <summary>One feature: NaN stands for missing, any other value must be finite.</summary>
public sealed record FeatureColumn(string Name, Monotone Direction, double[] Values);

/// <summary>Rows to learn from or to score, in columns of equal length.</summary>
public sealed class FeatureTable
{
    public FeatureTable(IReadOnlyList<FeatureColumn> columns, int rowCount)
    {
        foreach (var column in columns)
        {
            if (column.Values.Length != rowCount)
            {
                throw new ArgumentException($"{column.Name} has {column.Values.Length} rows, not {rowCount}.", nameof(columns));
            }

            if (Array.FindIndex(column.Values, double.IsInfinity) is var row and >= 0)
            {
                throw new ArgumentException($"{column.Name} is infinite in row {row}.", nameof(columns));
            }
        }

        (Columns, RowCount) = (columns, rowCount);
    }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    public int RowCount { get; }

    /// <summary>The named rows, in the given order.</summary>
    public FeatureTable Take(int[] rows) =>
        new([.. Columns.Select(column => column with { Values = Predictors.Columns.Take(column.Values, rows) })], rows.Length);
}
