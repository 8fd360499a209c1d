using System.Diagnostics;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>
/// Imports on a real file system of a few megabytes, in name space of its own so that no rights are needed and it goes
/// with the process. Skipped where the system does not allow that.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ImportDiskFullTests : IDisposable
{
    private const string Script = """
        mount -t tmpfs -o size=16m tmpfs "$1" 2>/dev/null || exit 77
        import() { dotnet "$2" import --shop s --currency GBP --time-zone Etc/UTC --file "$1" --data "$3/data" --json; echo "ended $?"; }
        import "$3" "$2" "$1"
        import "$4" "$2" "$1"
        import "$3" "$2" "$1"
        find "$1/data" \( -name '*.tmp' -o -name '*.data' \)
        echo done
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("full").FullName;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_OntoAFullDisk_SaysSoKeepsNothingOfItAndLeavesTheShopAsItWas(bool events)
    {
        var small = ImportProcess.WriteOrders(Path.Combine(_folder, "small.csv"), 0, 300);
        var large = events
            ? ImportProcess.WriteEvents(Path.Combine(_folder, "large.csv"), 0, 220_000)
            : ImportProcess.WriteOrders(Path.Combine(_folder, "large.csv"), 1000, 290_000);
        Directory.CreateDirectory(Path.Combine(_folder, "disk"));
        var (code, output, log) = await RunAsync(Path.Combine(_folder, "disk"), small, large);
        Assert.SkipWhen(code == 77 || log.Contains("unshare", StringComparison.Ordinal), "The system allows no file system of one's own.");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Where(line => line.StartsWith("ended", StringComparison.Ordinal)).ShouldBe(["ended 0", "ended 1", "ended 0"], log);
        log.ShouldContain("disk", Case.Insensitive);
        lines[0].ShouldContain("\"inserted\":300");
        lines[^3].ShouldContain("\"unchanged\":300");
        lines[^2..].ShouldBe(["ended 0", "done"], "something of the failed import stays");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Code, string Output, string Log)> RunAsync(string disk, string small, string large)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has name spaces.");
        using var process = Process.Start(new ProcessStartInfo("unshare", ["-rm", "bash", "-c", Script, "bash", disk, ImportProcess.Program, small, large])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var log = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, log);
    }
}
