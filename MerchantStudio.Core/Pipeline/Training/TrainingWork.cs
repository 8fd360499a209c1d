using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Training;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// Trains recommenders: snapshot → interactions → settings, figures and last fit of one model after another → versions. Each
/// finished model is put aside whole in the run's folder, so that a run that is interrupted goes on with the next.
/// </summary>
internal sealed class TrainingWork(
    SnapshotStore snapshots, TrainingEstimator estimator, VersionPublisher publisher, RunServices runs) : ITrainingWork
{
    /// <summary>Not one purchase that a model could learn from.</summary>
    internal const string NoPurchase = "NoPurchase";

    public async Task<string> DoAsync(TrainingRun run, RunReporter reporter, CancellationToken cancellationToken)
    {
        var request = TrainingService.RequestOf(run);
        var started = runs.Time.GetTimestamp();
        reporter.Report(RunStages.Read, null, 0);
        var (data, snapshot) = await ReadAsync(run.ShopId, cancellationToken).ConfigureAwait(false);
        var fingerprint = DataFingerprint.Of(data);
        var device = DescribeDevice();
        reporter.On(device);
        reporter.Expect((await estimator.EstimateAsync(run.ShopId, request, cancellationToken).ConfigureAwait(false)).Time);
        await runs.Ledger.IdentifyAsync(run.Id, fingerprint, device, cancellationToken).ConfigureAwait(false);
        reporter.Log($"{data.CustomerCount} customers, {data.ItemCount} products, {data.Count} purchases; data {fingerprint[..16]}, seed {run.Seed}");
        using var algebra = new DeviceAlgebra(run.RequestedDevice, OnnxEngine.Default);
        var (processor, readSeconds) = (Environment.CpuUsage.TotalTime, runs.Time.GetElapsedTime(started).TotalSeconds);

        var parts = new RunParts(runs.Folders.Run(run.Id), fingerprint);
        var results = TrainAll(run, request, data, algebra, new PartKeeping(parts, reporter), cancellationToken);
        ThrowIfAllFailed(request, results);
        reporter.Report(RunStages.Save, null, 0.97);
        var published = await publisher.PublishAsync(run, request, parts, results, cancellationToken).ConfigureAwait(false);
        return new TrainingResult
        {
            Device = device,
            Models = published,
            Seconds = StageSeconds(published, readSeconds),
            CpuSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            Customers = data.CustomerCount,
            Items = data.ItemCount,
            Interactions = data.Count,
            SnapshotFingerprint = snapshot.Fingerprint,
            SnapshotFormat = snapshot.FormatVersion,
            DataVersion = snapshot.DataVersion,
        }.ToJson();
    }

    private async Task<(InteractionData Data, SnapshotHeader Header)> ReadAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var data = SnapshotInteractions.Of(snapshot, cancellationToken);
        return data.Count > 0
            ? (data, snapshot.Header)
            : throw new TooLittleDataException(NoPurchase);
    }

    private List<ModelResult> TrainAll(
        TrainingRun run, TrainingRequest request, InteractionData data, IDenseAlgebra algebra, PartKeeping keeping, CancellationToken cancellationToken)
    {
        var (asked, results) = ChooseModels(request, data);
        var training = new RecommenderTraining(data, Options(run, request, algebra, keeping, asked));
        var popularity = (IRecommenderModel?)null;
        try
        {
            foreach (var trained in training.Train(keeping.Hear, cancellationToken))
            {
                popularity ??= trained.Fitted;
                keeping.Keep(trained, popularity, asked.Contains(trained.Model));
                if (!ReferenceEquals(trained.Fitted, popularity))
                {
                    trained.Fitted?.Dispose();
                    trained.FittedForNewItems?.Dispose();
                }
                // Baselines that nobody asked for still stand beside the others.
                results.Add(keeping.ResultOf(trained));
            }
        }
        finally
        {
            popularity?.Dispose();
        }
        results.AddRange(asked.Where(keeping.Parts.Has).Select(keeping.Parts.Read).Where(part => results.TrueForAll(done => done.Model != part.Model)));
        return results;
    }

    // A model that needs more data than there is says so in its line and does not stop the others.
    private static (List<string> Asked, List<ModelResult> Refused) ChooseModels(TrainingRequest request, InteractionData data)
    {
        var models = request.Model == TrainingRequest.AllModels ? RecommenderCatalog.All : [RecommenderCatalog.Get(request.Model)];
        var readiness = models.Select(model => Readiness.Of(model, data)).ToList();
        if (readiness.TrueForAll(model => !model.IsReady))
        {
            throw new TooLittleDataException(Missing(readiness[0]));
        }
        return ([.. readiness.Where(model => model.IsReady).Select(model => model.Model)],
            [.. readiness.Where(model => !model.IsReady && !RecommenderCatalog.Baselines.Contains(model.Model)).Select(model => new ModelResult
            {
                Model = model.Model,
                Error = RunErrors.Text(RunErrors.TooLittleData, Missing(model)),
            })]);
    }

    private static string Missing(ModelReadiness model) => string.Join(", ", model.Lines.Where(line => !line.IsMet)
        .Select(line => FormattableString.Invariant($"{line.What} {line.Have} / {line.Need}")));

    private RecommenderTrainingOptions Options(
        TrainingRun run, TrainingRequest request, IDenseAlgebra algebra, PartKeeping keeping, IReadOnlyList<string> asked)
    {
        var finished = asked.Where(keeping.Parts.Has).Select(keeping.Parts.Read).Where(part => part.Report is not null);
        return new RecommenderTrainingOptions
        {
            Models = [.. asked.Where(model => !keeping.Parts.Has(model))],
            Protocol = request.Protocol,
            Context = new FitContext
            {
                Seed = run.Seed, Clock = runs.Time, Device = run.RequestedDevice, Algebra = algebra, MemoryLimit = runs.MemoryLimit, Say = keeping.Say,
            },
            TuningBudget = TimeSpan.FromSeconds(request.TuningSeconds),
            FitBudget = request.FitBudget,
            CheckpointFolder = keeping.Parts.Checkpoints,
            OnEngine = keeping.Computes,
            Finished = finished.ToDictionary(part => part.Model, part => part.Report!),
            Measured = keeping.Parts.Noted().ToDictionary(part => part.Model, part => part.Report!),
            Evaluation = new EvaluationOptions { Ks = [.. request.Ks.Append(10).Distinct().Order()], Seed = run.Seed },
        };
    }

    // A run of one model that failed has failed, whatever its baselines did; among many the others stand.
    private static void ThrowIfAllFailed(TrainingRequest request, IReadOnlyList<ModelResult> results)
    {
        var asked = results.Where(result => request.Model == TrainingRequest.AllModels || result.Model == request.Model).ToList();
        if (asked.Count > 0 && asked.TrueForAll(result => result.Error is not null))
        {
            throw new ModelsFailedException(asked[0].Error!);
        }
    }

    private static Dictionary<string, double> StageSeconds(IReadOnlyList<ModelResult> models, double readSeconds)
    {
        var seconds = new Dictionary<string, double> { [RunStages.Read] = readSeconds };
        foreach (var (stage, spent) in models.SelectMany(model => model.Report?.Seconds ?? new Dictionary<string, double>()))
        {
            seconds[stage] = seconds.GetValueOrDefault(stage) + spent;
        }
        return seconds;
    }

    private static string DescribeDevice() => FormattableString.Invariant(
        $"cpu · {Environment.ProcessorCount} threads · {System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}");
}
