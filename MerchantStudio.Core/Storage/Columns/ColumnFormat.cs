using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Columns;

/// <summary>
/// Layout of a column file: magic, sections (each 64-byte aligned, so that columns can be read in place as spans of
/// their type), a table of sections, and a trailer that says where the table is. Little-endian.
/// </summary>
internal static class ColumnFormat
{
    /// <summary>"MSCOLS01".</summary>
    public const ulong Magic = 0x3130_534C_4F43_534D;

    public const int Alignment = 64;

    /// <summary>Table offset, table length, table checksum, magic: eight bytes each.</summary>
    public const int TrailerBytes = 32;
}

/// <summary>A named run of bytes in a column file.</summary>
internal readonly record struct ColumnSection(string Name, long Offset, long Length, ulong Checksum)
{
    public static ulong HashOf(IEnumerable<ColumnSection> sections) => sections.Aggregate(
        0UL, (hash, section) => StableHash.Combine(StableHash.Combine(hash, StableHash.Of(section.Name)), section.Checksum));
}

/// <summary>The file is cut short, damaged or of another format; what it held must be rebuilt.</summary>
public sealed class ColumnFileException(string message, Exception? inner = null) : Exception(message, inner);
