namespace MerchantStudio.Core.Domain;

/// <summary>What the person asked for before the file was looked at. Everything left null is found out from the file.</summary>
public sealed record ImportRequest
{
    public ImportKind? Kind { get; init; }

    /// <summary>Name of a preset of the catalogue.</summary>
    public string? Preset { get; init; }

    /// <summary>A mapping edited by hand, or remembered for this header.</summary>
    public ColumnMapping? Mapping { get; init; }

    /// <summary>utf-8, gb18030, utf-16le, utf-16be or windows-1252.</summary>
    public string? Encoding { get; init; }

    public char? Delimiter { get; init; }

    /// <summary>How values are written, where that is known from another file; else it is found out.</summary>
    public ValueStyle? Values { get; init; }

    /// <summary>The batch whose set-aside rows the file brings back.</summary>
    public long? Corrects { get; init; }

    /// <summary>The workbook's sheet to read; null means the first one with rows.</summary>
    public string? Sheet { get; init; }
}

/// <summary>What the shop says about amounts, times and people.</summary>
public sealed record ImportShop
{
    /// <summary>ISO 4217 code for amounts whose file names none.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA zone of times written without an offset.</summary>
    public required string TimeZoneId { get; init; }

    /// <summary>Whether the owner opted in to keeping names and e-mails.</summary>
    public bool KeepPersonalData { get; init; }

    public required ICustomerKeyProtector CustomerKeys { get; init; }
}
