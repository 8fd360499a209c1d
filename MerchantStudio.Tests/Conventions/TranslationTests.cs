using System.Text.RegularExpressions;
using System.Xml.Linq;
using MerchantStudio.Components.Layout;

namespace MerchantStudio.Tests.Conventions;

/// <summary>Every word exists in English and in Chinese, and every key that code asks for exists.</summary>
public sealed partial class TranslationTests
{
    // The same in every language: names of things, codes, units, pure formats.
    private static readonly Regex s_sameEverywhere = new("^[\\P{L}]*$|^(MerchantStudio|CSV|PDF|JSON|API|EASE|SASRec|GPU|CPU|CUDA|WebGPU|RFM|BG/NBD|Gamma-Gamma|nDCG|MRR|MAP|HR|ECE|Brier|AUC|ROC|UTC|GA4|.{0,12}@k|k)\\W*\\d*$");

    public static TheoryData<string> Areas =>
        [.. Directory.GetFiles(Path.Combine(SourceTree.Root, "MerchantStudio/Resources"), "*.resx").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => !name.EndsWith(".zh-CN", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Areas))]
    public void Area_InBothLanguages_HasTheSameKeys(string area) =>
        Read(area + ".zh-CN").Keys.Order().ShouldBe(Read(area).Keys.Order());

    [Theory, MemberData(nameof(Areas))]
    public void Text_InChinese_IsNotTheEnglishOne(string area)
    {
        var chinese = Read(area + ".zh-CN");

        Read(area).Where(text => !s_sameEverywhere.IsMatch(text.Value) && chinese[text.Key] == text.Value)
            .Select(text => $"{text.Key} = {text.Value}").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Areas))]
    public void Text_InBothLanguages_HasTheSamePlaces(string area)
    {
        var chinese = Read(area + ".zh-CN");

        Read(area).Where(text => !Places(text.Value).SequenceEqual(Places(chinese[text.Key]))).Select(text => text.Key).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Areas))]
    public void Text_Always_SaysSomething(string area) =>
        Read(area).Concat(Read(area + ".zh-CN")).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key).ShouldBeEmpty();

    [Fact]
    public void Key_ThatCodeNamesOutright_Exists()
    {
        var missing =
            from file in SourceTree.Files("MerchantStudio", "*.razor")
            let code = file.Text + CodeBehind(file.Path)
            from localizer in LocalizerPattern().Matches(code).Cast<Match>()
            let area = localizer.Groups[1].Value
            let name = localizer.Groups[2].Value
            where Areas.Any(known => known.Data == area)
            let keys = Read(area)
            from use in Regex.Matches(code, $"(?<![\\w.]){name}\\[\"([^\"+{{}}]+)\"(?=[\\],])").Cast<Match>()
            where !keys.ContainsKey(use.Groups[1].Value)
            select $"{file.Path}: {area}.{use.Groups[1].Value}";

        missing.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Key_InAnyArea_IsNamedSomewhereInCode()
    {
        var code = string.Concat(SourceTree.Files("MerchantStudio", "*.razor", "*.cs").Concat(SourceTree.Files("MerchantStudio.Core", "*.cs")).Select(file => file.Text));
        var words = WordPattern().Matches(code).Select(match => match.Value).ToHashSet();
        var suffixes = SuffixPattern().Matches(code).Select(match => match.Groups[1].Value).ToHashSet();
        var prefixes = PrefixPattern().Matches(code).Select(match => match.Groups[1].Value).ToHashSet();

        var unused = Areas.Select(area => area.Data).Where(area => area != "Menu").SelectMany(area => Read(area).Keys
            .Where(key => !words.Contains(key) && !words.Contains(key.Split('_', '.')[^1]) && !suffixes.Any(suffix => key.EndsWith(suffix, StringComparison.Ordinal) && words.Contains(key[..^suffix.Length]))
                && !prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(key => $"{area}.{key}"));

        unused.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Areas))]
    public void Customer_InChinese_IsOneWordEverywhere(string area) =>
        Read(area + ".zh-CN").Where(text => text.Value.Contains("顾客", StringComparison.Ordinal)).Select(text => text.Key).ShouldBeEmpty("a customer is 客户");

    [Fact]
    public void Act_ThatTheLogHolds_HasWords()
    {
        var words = Read("Settings");
        var acts = SourceTree.Files("MerchantStudio", "*.cs").Concat(SourceTree.Files("MerchantStudio.Core", "*.cs"))
            .SelectMany(file => ActPattern().Matches(file.Text).Select(match => match.Groups[1].Value)).Distinct().ToList();

        acts.Count.ShouldBeGreaterThan(25);
        acts.Where(act => !words.ContainsKey("Act_" + act)).ShouldBeEmpty();
    }

    [Fact]
    public void Page_InTheCatalogue_HasItsTitleAndItsGroupInTheMenusWords()
    {
        var menu = Read("Menu");

        PageCatalog.All.SelectMany(page => new[] { page.TitleKey, page.Group.ToString() }).Distinct().Where(key => !menu.ContainsKey(key)).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Read(string name) =>
        XDocument.Load(Path.Combine(SourceTree.Root, "MerchantStudio/Resources", name + ".resx")).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Places(string text) => PlacePattern().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order();

    private static string CodeBehind(string path)
    {
        var file = Path.Combine(SourceTree.Root, path + ".cs");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    [GeneratedRegex(@"IStringLocalizer<(?:[\w.]+\.)?(\w+)>\s+(\w+)")]
    private static partial Regex LocalizerPattern();

    [GeneratedRegex(@"\{(\d)[^}]*\}")]
    private static partial Regex PlacePattern();

    // The kinds of acts that are written down; a name with a dot may also be a file's.
    [GeneratedRegex(@"""((?:account|action|customer|import|model|people|predictions|segment|shop|training)\.(?!json|onnx|csv)[a-z-]+)""")]
    private static partial Regex ActPattern();

    [GeneratedRegex(@"[\w.\-]+")]
    private static partial Regex WordPattern();

    // Key + "Why"
    [GeneratedRegex("\\+ ?\"(\\w{3,})\"")]
    private static partial Regex SuffixPattern();

    // "Role" + role, $"Reason_{name}"
    [GeneratedRegex("\"(\\w{3,})\" ?\\+|\\$\"(\\w{3,})\\{")]
    private static partial Regex PrefixPattern();
}
