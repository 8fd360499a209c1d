using System.Reflection;
using System.Text.Json;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Storage;
using MerchantStudio.Hosting;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace MerchantStudio.Tests.Conventions;

/// <summary>The sample names every setting, with its default and a comment, and the program starts with it.</summary>
public sealed class SampleSettingsTests
{
    private static readonly string s_file = Path.Combine(SourceTree.Root, "appsettings.sample.json");

    public static TheoryData<Type> OptionTypes =>
        [.. new[] { typeof(StorageOptions).Assembly, typeof(MerchantStudio.Components.App).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && SectionOf(type) is not null)];

    [Theory, MemberData(nameof(OptionTypes))]
    public void Sample_ForEveryOption_GivesItsDefault(Type type)
    {
        var sample = Sample();
        var defaults = Activator.CreateInstance(type)!;
        foreach (var option in type.GetProperties().Where(property => property.CanWrite))
        {
            var key = type == typeof(StorageOptions) && option.Name == nameof(StorageOptions.DataFolder)
                ? StorageOptions.DataFolderKey
                : $"{SectionOf(type)}:{option.Name}";

            sample.GetSection(key[..key.LastIndexOf(':')]).GetChildren().ShouldContain(child => child.Path == key, $"{key} is not in appsettings.sample.json.");
            sample.GetSection(key).Get(option.PropertyType).ShouldBe(option.GetValue(defaults), key);
        }
    }

    [Fact]
    public void Sample_Always_NamesOnlySettingsThatExist()
    {
        var known = OptionTypes.Select(row => row.Data).SelectMany(type => type.GetProperties().Select(property => $"{SectionOf(type)}:{property.Name}"))
            .Append(StorageOptions.DataFolderKey).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Sample().AsEnumerable().Where(pair => !Sample().GetSection(pair.Key).GetChildren().Any())
            .Select(pair => pair.Key).Where(key => !known.Any(name => key == name || key.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Sample_BeforeEverySetting_HasAComment()
    {
        var lines = File.ReadAllLines(s_file).Select(line => line.Trim()).ToArray();

        Enumerable.Range(1, lines.Length - 1)
            .Where(index => lines[index].StartsWith('"') && !lines[index].EndsWith('{') && !lines[index - 1].StartsWith("//", StringComparison.Ordinal))
            .Select(index => lines[index]).ShouldBeEmpty();
    }

    [Fact]
    public void Start_WithSeveralBadSettings_StopsAndListsThemAll()
    {
        var failure = Should.Throw<Exception>(() => StudioHost.Create(
        [
            "--MerchantStudio:Accounts:LockoutAfter=0", "--MerchantStudio:Hosting:HstsSeconds=-5", "--MerchantStudio:Storage:BusyTimeoutSeconds=99999",
        ]));

        var messages = SettingProblems.Of(failure);
        messages.ShouldContain(message => message.Contains("MerchantStudio:Accounts:LockoutAfter", StringComparison.Ordinal) && message.Contains("3 and 100", StringComparison.Ordinal) && message.Contains('0'));
        messages.ShouldContain(message => message.Contains("MerchantStudio:Hosting:HstsSeconds", StringComparison.Ordinal) && message.Contains("-5", StringComparison.Ordinal));
        messages.ShouldContain(message => message.Contains("MerchantStudio:Storage:BusyTimeoutSeconds", StringComparison.Ordinal) && message.Contains("99999", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithTheSample_Succeeds()
    {
        var settings = Sample().AsEnumerable()
            .Where(pair => pair.Value is not null && pair.Key != StorageOptions.DataFolderKey).Select(pair => (pair.Key, pair.Value!)).ToArray();
        await using var app = StudioApp.InProcess(null, settings);

        (await app.Stranger().GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldBe("Healthy");
    }

    [Fact]
    public void Sample_Always_IsJsonWithComments() =>
        Should.NotThrow(() => JsonDocument.Parse(File.ReadAllText(s_file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).Dispose());

    private static IConfigurationRoot Sample() => new ConfigurationBuilder().AddJsonFile(s_file).Build();

    // The model's own options know of no configuration; who scores customers says where they are.
    private static string? SectionOf(Type type) => type == typeof(LifetimeValueOptions)
        ? CustomerScoringOptions.LifetimeValueSection
        : type.GetField("Section", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)?.GetRawConstantValue() as string;
}
