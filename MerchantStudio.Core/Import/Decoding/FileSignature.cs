using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Decoding;

/// <summary>Tells files that are no tables by their first bytes, whatever they are called.</summary>
internal static class FileSignature
{
    public static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>The problem of a file that cannot be a table of text; null when it may be one.</summary>
    public static ImportProblem? ProblemOf(ReadOnlySpan<byte> head) => head switch
    {
        { IsEmpty: true } => new ImportProblem("EmptyFile"),
        _ when head.StartsWith("PK\x03\x04"u8) => new ImportProblem("ArchiveFile"),
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) => new ImportProblem("OldExcelFile"),
        _ when IsPicture(head) => new ImportProblem("PictureFile"),
        _ when head.StartsWith("%PDF-"u8) => new ImportProblem("PdfFile"),
        _ when head.StartsWith("BZh"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])
            || head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])
            => new ImportProblem("ArchiveFile"),
        _ => null,
    };

    private static bool IsPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || head.StartsWith("GIF8"u8)
        || (head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8));
}
