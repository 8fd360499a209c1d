using System.Diagnostics;
using MerchantStudio.Tests.Conventions;

namespace MerchantStudio.Tests.Onnx.Native;

/// <summary>The repository's own rules, tried on a caller that forgets to look at a status.</summary>
[Trait("Category", "Slow")]
public sealed class DroppedStatusTests : IDisposable
{
    private const string Caller = """
        namespace Probe;

        internal readonly struct OrtStatus
        {
            public void ThrowIfFailed()
            {
            }
        }

        internal static class Caller
        {
            public static void Call()
            {
                CALL;
            }

            private static OrtStatus Run() => default;
        }

        """;

    private readonly string _root = Directory.CreateTempSubdirectory("dropped-status-").FullName;

    [Theory]
    [InlineData("Run()", true)]
    [InlineData("Run().ThrowIfFailed()", false)]
    public async Task Build_ACallWhoseStatusIsDropped_Fails(string call, bool fails)
    {
        foreach (var file in new[] { ".editorconfig", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json" })
        {
            File.Copy(Path.Combine(SourceTree.Root, file), Path.Combine(_root, file));
        }

        var project = Directory.CreateDirectory(Path.Combine(_root, "MerchantStudio.Core")).FullName;
        var folder = Directory.CreateDirectory(Path.Combine(project, "Onnx", "Native")).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "Probe.csproj"), """<Project Sdk="Microsoft.NET.Sdk" />""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Caller.cs"), Caller.Replace("CALL", call, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (code, said) = await BuildAsync(project);

        code.ShouldBe(fails ? 1 : 0, said);
        said.Contains("error IDE0058", StringComparison.Ordinal).ShouldBe(fails, said);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<(int Code, string Said)> BuildAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "-nologo", "-nr:false", "-v", "q"]) { WorkingDirectory = project, RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (build.ExitCode, said);
    }
}
