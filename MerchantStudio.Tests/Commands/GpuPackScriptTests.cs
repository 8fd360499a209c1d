using System.Diagnostics;
using System.Text.Json;
using MerchantStudio.Tests.Conventions;

namespace MerchantStudio.Tests.Commands;

/// <summary>The script that runs on a bare machine, with a program in the place of ours that repeats what it is asked.</summary>
public sealed class GpuPackScriptTests : IDisposable
{
    private const string Echo = "#!/bin/bash\nshift\necho \"{\\\"asked\\\":\\\"$*\\\",\\\"loader\\\":\\\"$LD_LIBRARY_PATH\\\"}\"\n";
    private readonly string _pack = Directory.CreateTempSubdirectory("gpu-pack").FullName;

    public GpuPackScriptTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The pack is for Linux.");
        Write("run.sh", File.ReadAllText(Path.Combine(SourceTree.Root, "build", "gpu-pack", "run.sh")));
        Write("dotnet/dotnet", Echo);
    }

    public void Dispose() => Directory.Delete(_pack, recursive: true);

    [Fact]
    public async Task Run_OnABareMachine_TriesEachSizeAndSaysWhyTorchIsNotThere()
    {
        var result = await RunAsync(new() { ["PATH"] = Tools() });

        Asked(result).Select(asked => asked[asked.IndexOf("--sizes", StringComparison.Ordinal)..]).ShouldBe(
        [
            "--sizes small --limit 90 --providers cpu,webgpu,cuda", "--sizes medium --limit 90 --providers cpu,webgpu,cuda",
            "--sizes large --limit 90 --providers cpu,webgpu,cuda",
        ]);
        result.GetProperty("engine")[0].GetProperty("loader").GetString()!.ShouldEndWith(Path.Combine(_pack, "lib"));
        result.GetProperty("torchMissing").GetString().ShouldBe("python3 is not installed");
        result.GetProperty("gpu").GetString().ShouldBe("none");
    }

    [Fact]
    public async Task Run_WithACudaProviderInTheNamedFolder_TriesCudaWithThatRuntime()
    {
        var folder = Path.Combine(_pack, "elsewhere");
        Write("elsewhere/libonnxruntime_providers_cuda.so", "");

        var asked = Asked(await RunAsync(new() { ["PATH"] = Tools(), ["ONNXRUNTIME_CUDA"] = folder })).ToArray();

        asked.Length.ShouldBe(6);
        asked.Take(3).ShouldAllBe(one => one.EndsWith("--providers cpu,webgpu", StringComparison.Ordinal));
        asked.Skip(3).ShouldAllBe(one => one.EndsWith($"--providers cuda --library {folder}", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Asked(JsonElement result) => result.GetProperty("engine").EnumerateArray().Select(one => one.GetProperty("asked").GetString()!);

    // Only what every Linux has, and neither Python nor a driver's programs.
    private string Tools()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_pack, "bin")).FullName;
        foreach (var tool in new[] { "bash", "dirname", "timeout", "head", "nproc" })
        {
            File.CreateSymbolicLink(Path.Combine(folder, tool), Path.Combine("/usr/bin", tool));
        }
        return folder;
    }

    private void Write(string name, string content)
    {
        var file = Path.Combine(_pack, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<JsonElement> RunAsync(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/bash", Path.Combine(_pack, "run.sh")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return JsonDocument.Parse(await output).RootElement;
    }
}
