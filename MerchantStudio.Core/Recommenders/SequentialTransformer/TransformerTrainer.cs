using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// Trains epoch by epoch, keeps the weights that did best on validation, and stops when they have not become better for a
/// while. Where a checkpoint folder is given, a killed fit goes on from its last epoch with the losses it would have had.
/// </summary>
internal sealed class TransformerTrainer(OnnxEngine engine, InteractionData data, TransformerSettings settings, FitContext context)
{
    private readonly TrainingSequences _sequences = TrainingSequences.Of(data, settings.Shape.Length);

    /// <param name="start">Weights to begin with; null: random ones.</param>
    /// <param name="toModel">Makes a model of weights, to be tried on validation.</param>
    /// <returns>The weights that did best on validation, or the last ones where there is none, and after how many epochs.</returns>
    public (TransformerWeights Weights, int Epoch) Train(
        TransformerWarmStart? start, Func<TransformerWeights, IRecommenderModel> toModel, CancellationToken cancellationToken)
    {
        var random = new SeededRandom(context.Seed);
        var stepsPerEpoch = 1 + (_sequences.Windows.Sum(window => window.Count) / settings.PlacesOfStep);
        var training = TransformerTrainingGraph.Build(settings, random, (long)stepsPerEpoch * settings.MostEpochs);
        var choice = engine.Choose(context.Device);
        using var session = engine.Train(training.Graph, choice, new SessionSettings { Threads = context.MaxThreads });
        context.OnEngine?.Invoke(choice.UseOf(session));
        if (start is not null)
        {
            session.Restore(start.Into(session.Snapshot(), settings.Shape));
        }

        var progress = TransformerProgress.Start(context, session, settings.Shape);
        var started = context.Clock.GetTimestamp();
        TimeSpan Spent() => progress.SpentBefore + context.Clock.GetElapsedTime(started);
        while (progress.Epoch < settings.MostEpochs && progress.EpochsSinceBest < settings.PatienceEpochs && !IsOver(progress, Spent()))
        {
            var batches = new TransformerBatches(data, settings, _sequences, training.Dropout, random.Fork(1000 + (ulong)progress.Epoch));
            var loss = RunEpoch(session, batches, progress, cancellationToken);
            Judge(progress, loss, Weights(session), toModel);
            progress.Save(context.CheckpointFolder, session, Spent());
        }

        return (progress.Best ?? Weights(session), Math.Max(1, progress.BestEpoch));
    }

    private double RunEpoch(TrainingSession session, TransformerBatches batches, TransformerProgress progress, CancellationToken cancellationToken)
    {
        var (sum, steps) = (0.0, 0);
        var started = context.Clock.GetTimestamp();
        session.Run(batches, (step, loss) =>
        {
            sum += loss;
            steps++;
            var fraction = (progress.Epoch + ((double)steps / batches.StepCount)) / settings.MostEpochs;
            // Places of a step count by what they hold on the average of the epoch.
            var examples = (double)batches.TargetCount * steps / batches.StepCount;
            context.Report("Train", fraction, new Dictionary<string, double>
            {
                ["step"] = step,
                ["loss"] = loss,
                ["epoch"] = progress.Epoch + 1,
                [FitValues.ExamplesPerSecond] = examples / Math.Max(1e-3, context.Clock.GetElapsedTime(started).TotalSeconds),
            });
        }, cancellationToken);
        return sum / Math.Max(1, steps);
    }

    /// <summary>Ends an epoch: without validation customers the latest weights are the best ones.</summary>
    private void Judge(TransformerProgress progress, double loss, TransformerWeights weights, Func<TransformerWeights, IRecommenderModel> toModel)
    {
        var values = new Dictionary<string, double> { ["epoch"] = progress.Epoch + 1, ["meanLoss"] = loss };
        if (context.Validate is { } validate)
        {
            using var model = toModel(weights);
            var score = validate(model);
            progress.EndEpoch(weights, score);
            values.Add("validation", score);
            values.Add("bestEpoch", progress.BestEpoch);
        }
        else
        {
            progress.EndEpoch(weights, score: progress.Epoch);
        }

        context.Report("Validate", (double)progress.Epoch / settings.MostEpochs, values);
    }

    // The first epoch is always taken: without it there is no model.
    private bool IsOver(TransformerProgress progress, TimeSpan spent) =>
        progress.Epoch > 0 && context.TimeBudget is { } budget && spent >= budget;

    private TransformerWeights Weights(TrainingSession session) => TransformerWeights.Of(settings.Shape, session.Snapshot());
}
