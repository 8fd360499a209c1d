namespace MerchantStudio.State;

/// <summary>A background run as the top bar shows it.</summary>
/// <param name="Title">What runs, in the reader's words.</param>
/// <param name="Progress">0 to 1; null while it cannot be known.</param>
/// <param name="Route">The page that shows it.</param>
public sealed record RunningWork(string Title, double? Progress, string Route);

/// <summary>A stage that does long work tells the top bar about it. Every registered source is asked.</summary>
public interface IRunningWorkSource
{
    /// <summary>Raised, on any thread, when something started, moved on or ended in a shop (its id).</summary>
    event Action<int>? Changed;

    IReadOnlyList<RunningWork> Of(int shopId);
}
