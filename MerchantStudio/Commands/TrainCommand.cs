using System.CommandLine;
using System.Globalization;
using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;

namespace MerchantStudio.Commands;

/// <summary><c>train</c>: one model or all of them, measured beside their baselines.</summary>
internal static partial class TrainCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var model = new Option<string>("--model") { Description = "Name of a model, or 'all'.", DefaultValueFactory = _ => TrainingRequest.AllModels };
        var protocol = new Option<string>("--protocol") { Description = "How it is measured.", DefaultValueFactory = _ => TrainingRequests.Protocols[0] };
        var device = new Option<string>("--device") { Description = "auto, cpu, webgpu or cuda.", DefaultValueFactory = _ => TrainingRequests.Devices[0] };
        var seed = new Option<ulong>("--seed") { Description = "Seed of all randomness.", DefaultValueFactory = _ => 1 };
        var ks = new Option<string>("--k") { Description = "Lengths of the list, such as 10,20.", DefaultValueFactory = _ => "10,20" };
        var tuning = new Option<int>("--tuning-seconds") { Description = "Time to choose settings, per model.", DefaultValueFactory = _ => new TrainingRequest { Model = "" }.TuningSeconds };
        var fit = new Option<int?>("--fit-minutes") { Description = "Longest time of the fit of a model that learns in rounds; without it 15, or 5 among all models." };
        var command = new Command("train", "Trains models on a shop's purchases and measures them.") { shop, model, protocol, device, seed, ks, tuning, fit, data, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var slug = parsed.GetRequiredValue(shop);
            TrainingRequest Request() => new()
            {
                Model = parsed.GetRequiredValue(model),
                Protocol = parsed.GetRequiredValue(protocol),
                Device = parsed.GetRequiredValue(device),
                Seed = parsed.GetRequiredValue(seed),
                Ks = ReadKs(parsed.GetRequiredValue(ks)),
                TuningSeconds = parsed.GetRequiredValue(tuning),
                FitMinutes = parsed.GetValue(fit),
                StartedBy = "command line",
            };
            return VerbHost.RunAsync(parsed.GetValue(data), (services, token) => TrainAsync(services, slug, Request(), token), cancellationToken);
        });
        return command;
    }

    private static async Task<object> TrainAsync(
        IServiceProvider services, string slug, TrainingRequest request, CancellationToken cancellationToken)
    {
        var shop = await VerbHost.ShopAsync(services, slug, cancellationToken);
        // Runs that an earlier process left behind are marked before a new one begins.
        await services.GetRequiredService<TrainingRecovery>().MarkInterruptedAsync(cancellationToken);
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(TrainCommand));
        using var watching = services.GetRequiredService<RunProgressHub>().Watch(shop.Id, null, live => Log.Progress(log, live.RunId, live.Progress, live.Stage, live.Model));
        var run = await services.GetRequiredService<TrainingService>().RunNowAsync(shop.Id, request, cancellationToken);
        return run.State == RunState.Succeeded
            ? Describe(run, TrainingResult.Of(run)!)
            : throw new InvalidOperationException(
                $"Run {run.Id} ended as {run.State}. {(run.Error is { } error ? services.GetRequiredService<TrainingText>().Error(error) : "")}".TrimEnd());
    }

    private static object Describe(TrainingRun run, TrainingResult result) => new
    {
        Run = run.Id,
        run.Model,
        run.Protocol,
        result.Device,
        run.Seed,
        run.DataFingerprint,
        result.Customers,
        result.Items,
        result.Interactions,
        result.Seconds,
        result.CpuSeconds,
        TotalSeconds = (run.FinishedUtc - run.StartedUtc)?.TotalSeconds,
        Models = result.Models.Select(model => new
        {
            model.Model,
            model.VersionId,
            model.Error,
            model.BetterThanPopularity,
            model.Engine,
            model.ExamplesPerSecond,
            model.Report?.Seconds,
            Variants = model.Report?.Variants,
        }),
        ProtocolFacts = result.Models.FirstOrDefault(model => model.Report is not null)?.Report?.Protocol,
    };

    private static int[] ReadKs(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadK)];

    private static int ReadK(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var k)
        ? k
        : throw new ArgumentException($"'{text}' is not a length of a list.", nameof(text));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Run {RunId}: {Progress:P0} {Stage} {Model}")]
        public static partial void Progress(ILogger logger, long runId, double progress, string stage, string? model);
    }
}
