using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Storage;

/// <summary>The one folder in which everything that the installation keeps lives.</summary>
public sealed class DataFolder
{
    public DataFolder(IOptions<StorageOptions> options)
    {
        Root = Path.GetFullPath(options.Value.DataFolder);
        Directory.CreateDirectory(Root);
    }

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>Full path of a folder below the root, made when missing.</summary>
    public string Folder(params ReadOnlySpan<string> parts)
    {
        var path = Path.Combine([Root, .. parts]);
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Full path of something that was stored relative to the root.</summary>
    /// <exception cref="ArgumentException">The path would leave the data folder.</exception>
    public string Resolve(string relativePath)
    {
        var full = Path.GetFullPath(Path.Combine(Root, relativePath));
        return full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ArgumentException($"'{relativePath}' leads out of the data folder.", nameof(relativePath));
    }

    /// <summary>The path to store for a file below the root: relative, with forward slashes.</summary>
    public string Relative(string fullPath) => Path.GetRelativePath(Root, fullPath).Replace('\\', '/');
}
