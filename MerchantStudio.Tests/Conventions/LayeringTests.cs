using System.Text.RegularExpressions;

namespace MerchantStudio.Tests.Conventions;

/// <summary>Holds the table of which folder may use which: a stage may use earlier stages, never a later one.</summary>
public sealed partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> s_core = new()
    {
        ["Domain"] = [],
        ["Numerics"] = [],
        ["Onnx"] = ["Numerics"],
        ["Import"] = ["Domain"],
        ["Storage"] = ["Domain"],
        ["Snapshots"] = ["Domain", "Storage"],
        ["Features"] = ["Domain", "Snapshots", "Numerics"],
        ["Recommenders"] = ["Domain", "Features", "Numerics", "Onnx"],
        ["Predictors"] = ["Domain", "Features", "Numerics", "Onnx"],
        ["Training"] = ["Domain", "Numerics", "Onnx", "Storage", "Snapshots", "Features", "Recommenders", "Predictors", "Evaluation"],
        ["Evaluation"] = ["Domain", "Numerics", "Onnx", "Storage", "Snapshots", "Features", "Recommenders", "Predictors"],
        ["Serving"] = ["Domain", "Storage", "Snapshots", "Features", "Recommenders", "Predictors", "Onnx", "Numerics"],
        ["Analytics"] = ["Domain", "Storage", "Snapshots", "Numerics"],
        ["Pipeline"] =
        [
            "Domain", "Numerics", "Onnx", "Import", "Storage", "Snapshots", "Features", "Recommenders", "Predictors", "Training", "Evaluation",
            "Serving", "Analytics",
        ],
    };

    // What pages and the parts around them may ask of Core. Hosting alone may touch the rest, to register it.
    private static readonly Dictionary<string, string[]> s_web = new()
    {
        ["Components"] = ["Domain", "Serving", "Analytics", "Pipeline"],
        ["State"] = ["Domain", "Serving", "Analytics", "Pipeline"],
        ["Resources"] = [],
        ["Access"] = ["Domain", "Storage"],
    };

    public static TheoryData<string> CoreFolders =>
        [.. Directory.GetDirectories(Path.Combine(SourceTree.Root, "MerchantStudio.Core")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => name is not ("bin" or "obj"))];

    public static TheoryData<string> WebFolders => [.. s_web.Keys];

    [Theory, MemberData(nameof(CoreFolders))]
    public void CoreFolder_Always_UsesOnlyWhatItsRowAllows(string folder)
    {
        s_core.ShouldContainKey(folder, "A new folder needs its row in the table of the design and here.");

        Violations("MerchantStudio.Core/" + folder, [folder, .. s_core[folder]]).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(WebFolders))]
    public void WebFolder_Always_UsesOnlyWhatItsRowAllows(string folder) =>
        Violations("MerchantStudio/" + folder, s_web[folder]).ShouldBeEmpty();

    [Fact]
    public void Core_Always_KnowsNothingOfTheWebApp() =>
        SourceTree.Files("MerchantStudio.Core", "*.cs")
            .Where(file => WebUsePattern().IsMatch(SourceTree.WithoutComments(file.Text)))
            .Select(file => file.Path).ShouldBeEmpty();

    private static IEnumerable<string> Violations(string folder, string[] allowed) =>
        from file in SourceTree.Files(folder, "*.cs", "*.razor")
        from use in CoreUsePattern().Matches(SourceTree.WithoutComments(file.Text)).Select(match => match.Groups[1].Value).Distinct()
        where s_core.ContainsKey(use) && !allowed.Contains(use)
        select $"{file.Path} uses {use}";

    [GeneratedRegex(@"\bCore\.([A-Z]\w+)")]
    private static partial Regex CoreUsePattern();

    [GeneratedRegex(@"\busing MerchantStudio\.(?!Core\b)|Microsoft\.AspNetCore\.Components|\busing Radzen|\busing Quartz")]
    private static partial Regex WebUsePattern();
}
