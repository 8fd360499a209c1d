using System.Text.Json;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>How far a fit is, and the best weights so far. Lies on disk between epochs where a checkpoint folder is given.</summary>
internal sealed class TransformerProgress
{
    private const string ProgressFile = "progress.json";

    private double _bestScore = double.NegativeInfinity;
    private bool _isNew;

    public int Epoch { get; private set; }

    /// <summary>Counts from 1; 0 before the first epoch ended.</summary>
    public int BestEpoch { get; private set; }

    public int EpochsSinceBest => Epoch - BestEpoch;

    public TransformerWeights? Best { get; private set; }

    /// <summary>Time that earlier processes spent on this fit; a budget counts it too.</summary>
    public TimeSpan SpentBefore { get; private set; }

    /// <summary>From the folder's checkpoint where there is one, else from the beginning.</summary>
    public static TransformerProgress Start(FitContext context, TrainingSession session, TransformerShape shape)
    {
        var progress = new TransformerProgress();
        if (context.CheckpointFolder is { } folder && File.Exists(Path.Combine(folder, ProgressFile)))
        {
            try
            {
                progress.Resume(folder, session, shape);
            }
            catch (InvalidDataException e)
            {
                // Left by another version of the program, whose graph was another one: begin anew.
                context.Say?.Invoke($"{SequentialTransformerRecommender.ModelName}: the checkpoint is not used, the fit begins anew. {e.Message}");
                return new TransformerProgress();
            }
        }

        return progress;
    }

    public void EndEpoch(TransformerWeights weights, double score)
    {
        Epoch++;
        _isNew = score > _bestScore;
        if (_isNew)
        {
            (_bestScore, BestEpoch, Best) = (score, Epoch, weights);
        }
    }

    /// <summary>
    /// The small file is written last: what it speaks of is then there, and what the one before it spoke of is not needed any more.
    /// </summary>
    public void Save(string? folder, TrainingSession session, TimeSpan spent)
    {
        if (folder is null)
        {
            return;
        }

        session.Snapshot().Save(StateFile(folder, Epoch));
        if (_isNew)
        {
            new TrainingState(BestEpoch, Best!.Values) { GraphKey = session.GraphKey }.Save(BestFile(folder, BestEpoch));
        }

        var temporary = Path.Combine(folder, ProgressFile + ".partial");
        File.WriteAllText(temporary, JsonSerializer.Serialize(new Saved(Epoch, BestEpoch, _bestScore, spent.TotalSeconds)));
        File.Move(temporary, Path.Combine(folder, ProgressFile), overwrite: true);
        foreach (var old in Directory.GetFiles(folder, "*.bin").Except([StateFile(folder, Epoch), BestFile(folder, BestEpoch)]))
        {
            File.Delete(old);
        }
    }

    private void Resume(string folder, TrainingSession session, TransformerShape shape)
    {
        var saved = JsonSerializer.Deserialize<Saved>(File.ReadAllText(Path.Combine(folder, ProgressFile)))
            ?? throw new InvalidDataException($"{ProgressFile} in {folder} is empty.");
        var best = TrainingState.Load(BestFile(folder, saved.BestEpoch)).Values;
        session.Restore(TrainingState.Load(StateFile(folder, saved.Epoch)));
        (Epoch, BestEpoch, _bestScore) = (saved.Epoch, saved.BestEpoch, saved.BestScore);
        (Best, SpentBefore) = (new TransformerWeights(shape, best), TimeSpan.FromSeconds(saved.SpentSeconds));
    }

    private static string StateFile(string folder, int epoch) => Path.Combine(folder, FormattableString.Invariant($"state-{epoch}.bin"));

    private static string BestFile(string folder, int epoch) => Path.Combine(folder, FormattableString.Invariant($"best-{epoch}.bin"));

    private sealed record Saved(int Epoch, int BestEpoch, double BestScore, double SpentSeconds);
}
