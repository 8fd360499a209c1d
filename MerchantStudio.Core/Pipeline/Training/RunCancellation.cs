using System.Collections.Concurrent;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// Stops runs. A run of this process is stopped through its token at once; one of another process finds a note in its
/// folder the next time it reports.
/// </summary>
public sealed class RunCancellation(RunFolders folders)
{
    private const string NoteName = "cancel.requested";

    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();

    /// <summary>Asks a running run to stop.</summary>
    public void Request(long runId)
    {
        if (_running.TryGetValue(runId, out var source))
        {
            Cancel(source);
        }
        else if (RunOwnership.IsOwned(folders.Run(runId)))
        {
            File.WriteAllText(Note(runId), "");
        }
    }

    /// <summary>The token that the run must obey until <see cref="Close"/>.</summary>
    internal CancellationTokenSource Open(long runId, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running[runId] = source;
        return source;
    }

    internal void LookForNote(long runId)
    {
        if (File.Exists(Note(runId)))
        {
            Request(runId);
        }
    }

    internal void Close(long runId)
    {
        if (_running.TryRemove(runId, out var source))
        {
            source.Dispose();
        }
        File.Delete(Note(runId));
    }

    // The run may close between the look-up and the call; then there is nothing left to stop.
    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private string Note(long runId) => Path.Combine(folders.Run(runId), NoteName);
}
