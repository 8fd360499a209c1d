using System.Diagnostics;
using System.Globalization;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.SequentialTransformer;

namespace MerchantStudio.Benchmarks.Comparisons.Recommenders;

/// <summary>Steps of training a transformer, against PyTorch doing exactly the same work on as many threads.</summary>
public sealed class TransformerStepComparison : IComparison
{
    private const int Threads = 2;
    private const int WarmUp = 5;

    public string Name => "transformer-step";

    public string Description =>
        "Training steps of SASRec (batch 128, length 50, width 64, 2 blocks, 3,416 items, one negative, Adam) on 2 processor threads, against PyTorch.";

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var engine = new OnnxEngine(new OnnxOptions { Threads = Threads });
        if (!engine.IsAvailable(out var reason))
        {
            return ComparisonSetup.NotHere(reason!);
        }

        var work = scale == ComparisonScale.Dry ? EngineTrial.Sizes["tiny"] : EngineTrial.Sizes["small"];
        var steps = scale == ComparisonScale.Dry ? 2 : 20;
        if (await PyTorchSteps.StartAsync(work, Threads, cancellationToken).ConfigureAwait(false) is not { } torch)
        {
            return ComparisonSetup.NotHere("No Python with PyTorch was found (Debian: apt-get install python3-torch).");
        }

        var session = engine.Train(work.Build().Graph, engine.Choose("cpu"), new SessionSettings { Threads = Threads });
        var batches = work.Batches(8, seed: 3, emptyStarts: false);
        session.Run(new WorkloadSource(batches, WarmUp), (_, _) => { }, cancellationToken);
        await torch.RunAsync(WarmUp, cancellationToken).ConfigureAwait(false);
        return new ComparisonSetup(
            new Contender("PyTorch", token => torch.RunAsync(steps, token)),
            [new Contender("ONNX Runtime", token => OursAsync(session, batches, steps, token))],
            () => Free(session, torch))
        { Rounds = 9 };
    }

    private static Task<IReadOnlyDictionary<string, double>> OursAsync(
        TrainingSession session, WorkloadBatch[] batches, int steps, CancellationToken cancellationToken) => Task.Run(() =>
    {
        var start = Stopwatch.GetTimestamp();
        session.Run(new WorkloadSource(batches, steps), (_, _) => { }, cancellationToken);
        return MsPerStep(Stopwatch.GetElapsedTime(start).TotalMilliseconds / steps);
    }, cancellationToken);

    private static async ValueTask Free(TrainingSession session, PyTorchSteps torch)
    {
        session.Dispose();
        await torch.DisposeAsync().ConfigureAwait(false);
    }

    internal static IReadOnlyDictionary<string, double> MsPerStep(double value) => new Dictionary<string, double> { ["msPerStep"] = value };
}

/// <summary>A Python process that takes as many steps as it is told to, so that the two sides can take turns.</summary>
internal sealed class PyTorchSteps : IAsyncDisposable
{
    private readonly Process _process;

    private PyTorchSteps(Process process) => _process = process;

    /// <summary>Null where no Python of this machine has PyTorch.</summary>
    public static async Task<PyTorchSteps?> StartAsync(TransformerWorkload work, int threads, CancellationToken cancellationToken)
    {
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            var script = Path.Combine(AppContext.BaseDirectory, "sasrec_step.py");
            var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            object[] sizes = [work.Batch, work.Length, work.Width, work.Blocks, work.Heads, work.Items];
            foreach (var argument in new object[] { script, "--threads", threads, "--sizes" }.Concat(sizes))
            {
                start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
            }

            if (Process.Start(start) is { } process && await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) == "ready")
            {
                return new PyTorchSteps(process);
            }
        }

        return null;
    }

    public async Task<IReadOnlyDictionary<string, double>> RunAsync(int steps, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync($"{steps}".AsMemory(), cancellationToken).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        var answer = await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"PyTorch ended: {await _process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)}");
        return TransformerStepComparison.MsPerStep(double.Parse(answer, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }
}
