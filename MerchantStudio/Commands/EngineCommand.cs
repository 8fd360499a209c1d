using System.CommandLine;
using System.Text.Json;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.SequentialTransformer;

namespace MerchantStudio.Commands;

/// <summary><c>engine</c>: which devices of this machine can train, whether they agree with the processor, and how fast they are.</summary>
internal static class EngineCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var sizes = new Option<string>("--sizes") { Description = "tiny, small, medium and large, separated by commas.", DefaultValueFactory = _ => "small" };
        var providers = new Option<string>("--providers") { Description = "Devices to try, separated by commas; without it all.", DefaultValueFactory = _ => "" };
        var seconds = new Option<int>("--seconds") { Description = "Time for each device and size.", DefaultValueFactory = _ => 10 };
        var limit = new Option<int>("--limit") { Description = "Seconds after which nothing more is begun.", DefaultValueFactory = _ => 3600 };
        var threads = new Option<int>("--threads") { Description = "Processor threads; 0: one for each core.", DefaultValueFactory = _ => 0 };
        var library = new Option<string?>("--library") { Description = "Folder of another ONNX Runtime, such as one with its CUDA provider." };
        var command = new Command("engine", "Tries every device on the transformer's training step.") { sizes, providers, seconds, limit, threads, library, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(
            new OnnxOptions { Threads = parsed.GetRequiredValue(threads), LibraryFolder = parsed.GetValue(library) },
            Names(parsed.GetRequiredValue(sizes)),
            new EngineTrialLimits(
                TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)), TimeSpan.FromSeconds(parsed.GetRequiredValue(limit)), Names(parsed.GetRequiredValue(providers))),
            cancellationToken), cancellationToken));
        return command;
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // Needs neither settings nor a data folder: it must run on a bare machine.
    private static int Run(OnnxOptions options, string[] sizes, EngineTrialLimits limits, CancellationToken cancellationToken)
    {
        var engine = new OnnxEngine(options);
        if (Problem(engine, sizes, limits.Providers) is { } problem)
        {
            Console.Error.WriteLine(problem);
            return VerbHost.Failed;
        }

        var rows = new List<EngineTrialRow>();
        foreach (var row in new EngineTrial(engine, TimeProvider.System).Run(sizes, limits, cancellationToken))
        {
            Console.Error.WriteLine($"{row.Size} on {row.Provider}: " + (row.Unavailable is null
                ? $"{(row.Agrees ? "agrees" : "DOES NOT AGREE")} with the processor (largest difference of {row.Compared} losses {row.LargestDifference:G2}), {row.StepsPerSecond:0.0##} steps a second"
                : $"not here ({row.Unavailable.ReplaceLineEndings(" ")})"));
            rows.Add(row);
        }

        Console.WriteLine(JsonSerializer.Serialize(new { engine.RuntimeVersion, engine.Threads, Rows = rows }, JsonSerializerOptions.Web));
        return 0;
    }

    private static string? Problem(OnnxEngine engine, string[] sizes, IReadOnlyCollection<string> providers)
    {
        if (sizes.FirstOrDefault(name => !EngineTrial.Sizes.ContainsKey(name)) is { } size)
        {
            return $"There is no size '{size}'; there are: {string.Join(", ", EngineTrial.Sizes.Keys)}.";
        }

        var known = ExecutionProviderCatalog.All.Select(provider => provider.Name).ToArray();
        return providers.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? $"There is no device '{unknown}'; there are: {string.Join(", ", known)}."
            : engine.IsAvailable(out var reason) ? null : reason;
    }
}
