using System.IO.Compression;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Workbooks;

/// <summary>
/// Looks at a workbook before it is read: whether it is one, and whether unpacking it could fill the memory. The runtime
/// gives out no more of a part than the archive says that it holds, so what the archive says can be trusted here.
/// </summary>
internal static class WorkbookGuard
{
    private const string SharedTexts = "xl/sharedStrings.xml";
    private const int MostParts = 10_000;
    private const long UnpackedAlwaysAllowed = 64L << 20;

    // Shared texts, styles and the like are held in memory; sheets are not.
    private const long MostInMemory = 512L << 20;

    // No cell of a workbook holds more than 32,767 letters; a part without a tag for much longer is made to hurt.
    private const int LongestText = 4 << 20;

    /// <summary>Whether the first bytes are those of a zip archive.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8);

    /// <summary>Whether an archive holds a workbook of Excel's.</summary>
    /// <exception cref="ImportFileException">It does, and it cannot be read safely.</exception>
    public static bool IsSafeWorkbook(Stream stream, ImportOptions options)
    {
        try
        {
            stream.Position = 0;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.GetEntry("xl/workbook.xml") is null)
            {
                return false;
            }

            CheckSizes(archive, stream.Length, options);
            CheckTexts(archive);
            return true;
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            return LooksLikeWorkbook(stream) ? throw new ImportFileException(new ImportProblem("WorkbookDamaged"), problem) : false;
        }
    }

    // A damaged archive is a workbook when the names of one stand in plain bytes near its start.
    private static bool LooksLikeWorkbook(Stream stream)
    {
        stream.Position = 0;
        var head = new byte[4096];
        var read = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return read.IndexOf("[Content_Types].xml"u8) >= 0 || read.IndexOf("xl/"u8) >= 0;
    }

    private static void CheckSizes(ZipArchive archive, long packed, ImportOptions options)
    {
        var unpacked = 0L;
        var inMemory = 0L;
        foreach (var part in archive.Entries)
        {
            unpacked += part.Length;
            inMemory += part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) ? 0 : part.Length;
        }

        if (archive.Entries.Count > MostParts || (unpacked > UnpackedAlwaysAllowed && unpacked / Math.Max(1, packed) > options.MaxCompressionRatio))
        {
            throw new ImportFileException(new ImportProblem("CompressionTooHigh", options.MaxCompressionRatio.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (inMemory > MostInMemory)
        {
            throw new ImportFileException(new ImportProblem("WorkbookTooLarge", FormattableString.Invariant($"{MostInMemory >> 20} MB")));
        }
    }

    private static void CheckTexts(ZipArchive archive)
    {
        var buffer = new byte[64 << 10];
        foreach (var part in archive.Entries.Where(part => part.Length > LongestText
            && (part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) || part.FullName.Equals(SharedTexts, StringComparison.OrdinalIgnoreCase))))
        {
            using var content = part.Open();
            long since = 0;
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                var last = buffer.AsSpan(0, read).LastIndexOf((byte)'<');
                since = last < 0 ? since + read : read - last;
                if (since > LongestText)
                {
                    throw new ImportFileException(new ImportProblem("WorkbookDamaged"));
                }
            }
        }
    }
}
