using System.Text.RegularExpressions;
using MerchantStudio.Components;

namespace MerchantStudio.Tests.Conventions;

public sealed partial class RepositoryTests
{
    [Fact]
    public void LockFile_Always_NamesNoRegistryAndNoFolderOfOneMachine() =>
        SourceTree.Files("", "packages.lock.json", "package-lock.json")
            .Where(file => HostPattern().IsMatch(file.Text)).Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void Docs_WithACommand_NameOneThatExists()
    {
        var commands = typeof(App).Assembly.GetTypes().Where(type => type.Name.EndsWith("Command", StringComparison.Ordinal))
            .Select(type => type.Name[..^"Command".Length].ToUpperInvariant()).ToHashSet();

        var unknown =
            from file in SourceTree.Files("docs", "*.md").Append(("README.md", File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"))))
            from Match use in CommandPattern().Matches(file.Item2)
            where !commands.Contains(use.Groups[1].Value.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())
            select $"{file.Item1}: {use.Groups[1].Value}";

        unknown.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Docs_WithALinkToAFile_NameOneThatExists()
    {
        var missing =
            from file in SourceTree.Files("docs", "*.md").Append(("README.md", File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"))))
            from Match link in LinkPattern().Matches(file.Item2)
            let target = Path.Combine(SourceTree.Root, Path.GetDirectoryName(file.Item1)!, link.Groups[1].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{file.Item1}: {link.Groups[1].Value}";

        missing.ShouldBeEmpty();
    }

    // "resolved" addresses and local feeds; the licence and funding links of packages are not places to fetch from.
    [GeneratedRegex("\"resolved\": \"(?!\\d)|file:/|\"/(home|root|work|Users)/")]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"--project MerchantStudio(?: -c Release)? -- ([a-z][\w-]*)")]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")]
    private static partial Regex LinkPattern();
}
