using MerchantStudio.Core.Storage;

namespace MerchantStudio.Tests.Storage;

public sealed class StorageOptionsTests
{
    [Fact]
    public void Validate_OfTheDefaults_Succeeds() => Validate(new StorageOptions()).ShouldBeEmpty();

    [Fact]
    public void Validate_OfSeveralBadSettings_ListsThemAllWithWhatWasFound()
    {
        var problems = Validate(new StorageOptions { Engine = "oracle", DataFolder = " ", BusyTimeoutSeconds = 0 });
        problems.Count.ShouldBe(3);
        problems[0].ShouldContain("oracle");
        problems[0].ShouldContain("sqlite, postgresql");
        problems[2].ShouldContain("it is 0");
    }

    [Fact]
    public void Validate_OfPostgreSqlWithoutAConnectionString_SaysSo() =>
        Validate(new StorageOptions { Engine = "postgresql" }).ShouldHaveSingleItem().ShouldContain("ConnectionString");

    [Theory]
    [InlineData("../other/file")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    public void Resolve_OfAPathThatLeavesTheDataFolder_Throws(string path)
    {
        var folder = new DataFolder(Microsoft.Extensions.Options.Options.Create(new StorageOptions { DataFolder = Path.GetTempPath() }));
        Should.Throw<ArgumentException>(() => folder.Resolve(path));
    }

    private static List<string> Validate(StorageOptions options) =>
        [.. new StorageOptionsValidator().Validate(null, options).Failures ?? []];
}
