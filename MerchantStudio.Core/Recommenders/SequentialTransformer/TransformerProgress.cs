using System.Text.Json;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>How far a fit is, and the best weights so far. Lies on disk between epochs where a checkpoint folder is given.</summary>
internal sealed class TransformerProgress
{
    private const string StateFile = "state.bin";
    private const string BestFile = "best.bin";
    private const string ProgressFile = "progress.json";

    private double _bestScore = double.NegativeInfinity;
    private bool _isNew;

    public int Epoch { get; private set; }

    /// <summary>Counts from 1; 0 before the first epoch ended.</summary>
    public int BestEpoch { get; private set; }

    public int EpochsSinceBest => Epoch - BestEpoch;

    public TransformerWeights? Best { get; private set; }

    /// <summary>From the folder's checkpoint where there is one, else from the beginning.</summary>
    public static TransformerProgress Start(string? folder, TrainingSession session, TransformerShape shape)
    {
        var progress = new TransformerProgress();
        if (folder is not null && File.Exists(Path.Combine(folder, ProgressFile)))
        {
            progress.Resume(folder, session, shape);
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

    /// <summary>The small file is written last: what it speaks of is then there.</summary>
    public void Save(string? folder, TrainingSession session)
    {
        if (folder is null)
        {
            return;
        }

        session.Snapshot().Save(Path.Combine(folder, StateFile));
        if (_isNew)
        {
            new TrainingState(BestEpoch, Best!.Values).Save(Path.Combine(folder, BestFile));
        }

        var temporary = Path.Combine(folder, ProgressFile + ".partial");
        File.WriteAllText(temporary, JsonSerializer.Serialize(new Saved(session.Step, Epoch, BestEpoch, _bestScore)));
        File.Move(temporary, Path.Combine(folder, ProgressFile), overwrite: true);
    }

    private void Resume(string folder, TrainingSession session, TransformerShape shape)
    {
        var saved = JsonSerializer.Deserialize<Saved>(File.ReadAllText(Path.Combine(folder, ProgressFile)))
            ?? throw new InvalidDataException($"{ProgressFile} in {folder} is empty.");
        session.Restore(TrainingState.Load(Path.Combine(folder, StateFile)));
        (Epoch, BestEpoch, _bestScore) = (saved.Epoch, saved.BestEpoch, saved.BestScore);
        Best = new TransformerWeights(shape, TrainingState.Load(Path.Combine(folder, BestFile)).Values);
    }

    private sealed record Saved(long Step, int Epoch, int BestEpoch, double BestScore);
}
