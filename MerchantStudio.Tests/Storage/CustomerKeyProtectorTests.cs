using System.Runtime.Versioning;
using MerchantStudio.Core.Storage;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Tests.Storage;

public sealed class CustomerKeyProtectorTests
{
    [Fact]
    public void Protect_OfTheSamePerson_GivesTheSamePseudonymAcrossRestarts()
    {
        using var folder = new Folder();
        var first = folder.Protector().Protect("Ann@Example.org ");
        folder.Protector().Protect(" ann@example.org").ShouldBe(first);
        folder.Protector().Protect("bob@example.org").ShouldNotBe(first);
        first.Length.ShouldBe(24);
        first.ShouldStartWith("p_");
        first.ShouldNotContain("ann", Case.Insensitive);
    }

    [Fact]
    public void Protect_OnAnotherInstallation_GivesAnotherPseudonym()
    {
        using var one = new Folder();
        using var other = new Folder();
        one.Protector().Protect("ann@example.org").ShouldNotBe(other.Protector().Protect("ann@example.org"));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Protect_OnFirstUse_MakesAKeyThatOnlyTheOwnerCanRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are Unix's.");
        using var folder = new Folder();
        folder.Protector().Protect("x");
        var key = Directory.GetFiles(Path.Combine(folder.Path, "keys")).ShouldHaveSingleItem();
        File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Protect_WithADamagedKey_RefusesInsteadOfSplittingCustomersInTwo()
    {
        using var folder = new Folder();
        folder.Protector().Protect("x");
        File.WriteAllBytes(Directory.GetFiles(Path.Combine(folder.Path, "keys"))[0], [1, 2, 3]);
        Should.Throw<InvalidDataException>(() => folder.Protector().Protect("x"));
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("merchantstudio-test").FullName;

        public CustomerKeyProtector Protector() => new(new DataFolder(Options.Create(new StorageOptions { DataFolder = Path })));

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
