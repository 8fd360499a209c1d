namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>For a process that does runs at once, such as the command line.</summary>
internal sealed class NoTrainingQueue : ITrainingQueue
{
    public Task EnqueueAsync(long runId, string lane, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This process has no training queue; the run must be done at once.");

    public Task<bool> RemoveAsync(long runId, CancellationToken cancellationToken) => Task.FromResult(false);
}
