using System.Security.Cryptography;

namespace MerchantStudio.Commands;

/// <summary>What became of a file in a watched folder; one line of the folder's log.</summary>
internal sealed record WatchedFile
{
    public required DateTime AtUtc { get; init; }
    public required string Name { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>
    /// imported, known (the same bytes were imported before), joined (read with another file), refused, waiting, or failed
    /// (for a reason that has nothing to do with the file, so that it is tried again).
    /// </summary>
    public required string Outcome { get; init; }

    public long? Batch { get; init; }
    public long Read { get; init; }
    public long Inserted { get; init; }
    public long Updated { get; init; }
    public long Unchanged { get; init; }
    public long Quarantined { get; init; }
    public string? Problem { get; init; }
}

/// <summary>What a watch did in all.</summary>
internal sealed record FolderWatchResult(string Folder, string Log, int Imported, int Known, int Refused, int Waiting, IReadOnlyList<WatchedFile> Files);

/// <summary>A folder that somebody else puts files into.</summary>
internal static class WatchedFolder
{
    private static readonly string[] s_unfinished = [".part", ".partial", ".tmp", ".crdownload", ".filepart", ".download", ".swp", ".lock"];

    // Links could lead anywhere; hidden files and those of programs at work are not exports.
    public static IEnumerable<FileInfo> Candidates(string folder) => new DirectoryInfo(folder).EnumerateFiles()
        .Where(file => (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.Device)) == 0
            && !file.Name.StartsWith('.') && !file.Name.StartsWith('~')
            && !s_unfinished.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
        .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>Whether it is still there, and nobody has it open for himself alone or is at work on it.</summary>
    public static bool IsReadable(FileInfo file)
    {
        try
        {
            using var content = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static async Task<string> HashAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }
}
