using System.Runtime.ExceptionServices;

namespace MerchantStudio.Core.Numerics;

/// <summary>
/// Numbered pieces of work that threads take one by one, so that long pieces do not hold up short ones. The token is looked at
/// before each piece.
/// </summary>
internal static class WorkQueue
{
    /// <summary>Runs every piece with a state that all threads share.</summary>
    internal static void Run<TState>(int pieces, int threads, TState shared, Action<int, TState> work, CancellationToken cancellationToken) =>
        Run(pieces, threads, () => shared, work, cancellationToken);

    /// <summary>Runs every piece with a state of the thread's own.</summary>
    internal static void Run<TState>(
        int pieces, int threads, Func<TState> threadState, Action<int, TState> work, CancellationToken cancellationToken)
    {
        var next = -1;
        void TakePieces()
        {
            var state = threadState();
            for (var piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                work(piece, state);
            }
        }

        var workers = Math.Clamp(threads, 1, Math.Max(1, pieces));
        if (workers == 1)
        {
            TakePieces();
            return;
        }

        try
        {
            Parallel.For(0, workers, Options(workers, cancellationToken), _ => TakePieces());
        }
        catch (AggregateException several)
        {
            // Callers tell failures apart by their type, however many threads met them.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private static ParallelOptions Options(int workers, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
}
