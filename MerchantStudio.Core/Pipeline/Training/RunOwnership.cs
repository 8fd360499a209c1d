namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// Says that a living process works on a run: a file that is held open and locked. The operating system lets go of it
/// however the process ends, so a run without an owner was interrupted.
/// </summary>
public sealed class RunOwnership : IDisposable
{
    private const string FileName = "owner.lock";

    private readonly FileStream _file;

    private RunOwnership(FileStream file) => _file = file;

    /// <summary>Takes the run, or returns null when another process (or this one) has it.</summary>
    public static RunOwnership? TryTake(string runFolder)
    {
        Directory.CreateDirectory(runFolder);
        try
        {
            return new RunOwnership(new FileStream(
                Path.Combine(runFolder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether a living process works on the run.</summary>
    public static bool IsOwned(string runFolder)
    {
        if (!File.Exists(Path.Combine(runFolder, FileName)))
        {
            return false;
        }
        using var taken = TryTake(runFolder);
        return taken is null;
    }

    public void Dispose() => _file.Dispose();
}
