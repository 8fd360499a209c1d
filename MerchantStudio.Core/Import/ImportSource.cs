namespace MerchantStudio.Core.Import;

/// <summary>A file to import. It can be opened several times: once to look at it, once to read it.</summary>
/// <param name="FileName">The name that the merchant gave it; never used as a path.</param>
/// <param name="Open">Opens the raw bytes at their beginning; the caller disposes the stream.</param>
/// <param name="Length">Bytes in the file as it lies on disk, for progress; null when unknown.</param>
public sealed record ImportSource(string FileName, Func<Stream> Open, long? Length)
{
    /// <summary>The file of the orders, when this one holds only their lines (Taobao).</summary>
    public ImportSource? Orders { get; init; }

    /// <summary>The workbook's sheet to read; null for the first that holds a table, and for any other file.</summary>
    public string? Sheet { get; init; }

    public static ImportSource FromFile(string path, string? fileName = null) => new(
        fileName ?? Path.GetFileName(path),
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan),
        new FileInfo(path).Length);

    public static ImportSource FromBytes(string fileName, byte[] bytes) =>
        new(fileName, () => new MemoryStream(bytes, writable: false), bytes.Length);
}
