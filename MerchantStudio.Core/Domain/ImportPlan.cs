namespace MerchantStudio.Core.Domain;

/// <summary>Everything that is needed to read a file the same way again. Serialisable.</summary>
public sealed record ImportPlan
{
    public required string Encoding { get; init; }
    public required char Delimiter { get; init; }

    /// <summary>Records before the first data row: titles and the header; 0 when the file has no header.</summary>
    public required int LeadingRecords { get; init; }

    /// <summary>Names of the columns in file order: the header's, made unique, or "Column 1" and so on.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required ColumnMapping Mapping { get; init; }
    public ValueStyle Values { get; init; } = new();

    /// <summary>The batch whose rows, set aside and corrected since, the file brings back; null for any other file.</summary>
    public long? Corrects { get; init; }

    /// <summary>The workbook's sheet that is read; null for other files.</summary>
    public string? Sheet { get; init; }

    /// <summary>How to read the file of the orders; null when there is no second file.</summary>
    public ImportPlan? Orders { get; init; }
}

/// <summary>How the values of this one file are written, where the mapping leaves it to the data.</summary>
public sealed record ValueStyle
{
    /// <summary>Whether 3/4/2025 is 4 March.</summary>
    public bool MonthFirst { get; init; }

    public bool DecimalComma { get; init; }

    /// <summary>Columns of ids that a spreadsheet has written as 17850.0.</summary>
    public IReadOnlyList<string> PointZeroColumns { get; init; } = [];
}
