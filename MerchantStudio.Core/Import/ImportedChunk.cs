using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import;

/// <summary>
/// A run of consecutive rows of a file. A row of the file gives one record, several records that share its
/// <see cref="ImportedRow.RowNumber"/> and stand side by side, a set-aside entry, or nothing
/// (<see cref="RowsAbsorbed"/>). Over the whole file RowsRead = distinct row numbers in Rows + SetAside + RowsAbsorbed.
/// </summary>
public sealed record ImportedChunk
{
    public required IReadOnlyList<ImportedRow> Rows { get; init; }
    public required IReadOnlyList<SetAsideRow> SetAside { get; init; }

    /// <summary>Data rows of the file in this chunk.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Rows that complete another row and make no record, such as a further picture: they count as unchanged.</summary>
    public long RowsAbsorbed { get; init; }

    /// <summary>Bytes of the file (as it lies on disk) taken so far, for progress.</summary>
    public required long BytesRead { get; init; }
}
