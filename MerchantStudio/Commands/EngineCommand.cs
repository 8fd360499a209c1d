using System.CommandLine;
using System.Text.Json;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.SequentialTransformer;

namespace MerchantStudio.Commands;

/// <summary><c>engine</c>: which devices of this machine can train, whether they agree with the processor, and how fast they are.</summary>
internal static class EngineCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var sizes = new Option<string>("--sizes") { Description = "small, medium and large, separated by commas.", DefaultValueFactory = _ => "small" };
        var seconds = new Option<int>("--seconds") { Description = "Time for each device and size.", DefaultValueFactory = _ => 10 };
        var threads = new Option<int>("--threads") { Description = "Processor threads; 0: one for each core.", DefaultValueFactory = _ => 0 };
        var command = new Command("engine", "Tries every device on the transformer's training step.") { sizes, seconds, threads, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(parsed.GetRequiredValue(sizes), parsed.GetRequiredValue(seconds), parsed.GetRequiredValue(threads), cancellationToken), cancellationToken));
        return command;
    }

    // Needs neither settings nor a data folder: it must run on a bare machine.
    private static int Run(string sizes, int seconds, int threads, CancellationToken cancellationToken)
    {
        var engine = new OnnxEngine(new OnnxOptions { Threads = threads });
        if (!engine.IsAvailable(out var reason))
        {
            Console.Error.WriteLine(reason);
            return VerbHost.Failed;
        }

        var names = sizes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.FirstOrDefault(name => !EngineTrial.Sizes.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no size '{unknown}'; there are: {string.Join(", ", EngineTrial.Sizes.Keys)}.");
            return VerbHost.Failed;
        }

        var rows = new List<EngineTrialRow>();
        foreach (var row in new EngineTrial(engine, TimeProvider.System).Run(names, TimeSpan.FromSeconds(seconds), cancellationToken))
        {
            Console.Error.WriteLine($"{row.Size} on {row.Provider}: " + (row.Unavailable is null
                ? $"{(row.Agrees ? "agrees" : "DOES NOT AGREE")} with the processor (largest difference of ten losses {row.LargestDifference:G2}), {row.StepsPerSecond:F1} steps a second"
                : $"not here ({row.Unavailable.ReplaceLineEndings(" ")})"));
            rows.Add(row);
        }

        Console.WriteLine(JsonSerializer.Serialize(new { engine.RuntimeVersion, engine.Threads, Rows = rows }, JsonSerializerOptions.Web));
        return 0;
    }
}
