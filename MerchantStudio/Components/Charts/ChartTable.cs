namespace MerchantStudio.Components.Charts;

public sealed record ChartColumn(string Title, ChartFormat Format)
{
    public bool IsNumber => Format is not (ChartFormat.Text or ChartFormat.Day or ChartFormat.Month);
}

/// <summary>The figures behind a chart. Cells are text, numbers, or null where a figure is not known.</summary>
public sealed record ChartTable(IReadOnlyList<ChartColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string? Currency)
{
    /// <summary>Exact figures as CSV: money in major units, shares as numbers, days as ISO dates.</summary>
    public string ToCsv() => CsvText.Write(
        Columns.Select(column => column.Format == ChartFormat.Money ? $"{column.Title} ({Currency})" : column.Title),
        Rows.Select(row => row.Select((cell, i) => ChartText.Raw(cell, Columns[i].Format, Currency))));
}
