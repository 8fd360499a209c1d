namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Hands runs to a worker, in the order in which they came, one at a time per lane.</summary>
public interface ITrainingQueue
{
    /// <summary>Puts a run at the end of its lane. Doing so twice changes nothing.</summary>
    Task EnqueueAsync(long runId, string lane, CancellationToken cancellationToken);

    /// <summary>Takes a run that has not begun out of its lane; false when it was not waiting.</summary>
    Task<bool> RemoveAsync(long runId, CancellationToken cancellationToken);
}
