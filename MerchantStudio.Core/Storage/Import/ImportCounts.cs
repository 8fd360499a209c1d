namespace MerchantStudio.Core.Storage.Import;

/// <summary>Rows of a file by what they did to the record.</summary>
public readonly record struct ImportCounts(long Inserted, long Updated, long Unchanged)
{
    public long Total => Inserted + Updated + Unchanged;
}

/// <summary>What taking a batch back does, in rows of the record.</summary>
/// <param name="Removed">Rows that the batch brought and that go.</param>
/// <param name="Restored">Values that go back to what they were.</param>
/// <param name="Kept">Rows that the batch brought and that stay, because later batches built on them.</param>
public sealed record UndoResult(long Removed, long Restored, long Kept);
