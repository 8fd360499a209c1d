using System.Text.RegularExpressions;

namespace MerchantStudio.Tests.Conventions;

/// <summary>The repository as it lies on disk, for tests that read sources.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Source files below a folder of the repository, generated ones left out; path relative to the root, with forward slashes.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] patterns)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? patterns.SelectMany(pattern => Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories))
                .Select(file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))
                .Where(file => !GeneratedPattern().IsMatch("/" + file.Item1))
            : [];
    }

    /// <summary>Code without comments, in which a sentence about a type is not a use of it.</summary>
    public static string WithoutComments(string code) => CommentPattern().Replace(code, "");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MerchantStudio.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No MerchantStudio.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex("/(bin|obj|node_modules|artifacts|Migrations)/")]
    private static partial Regex GeneratedPattern();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex CommentPattern();
}
