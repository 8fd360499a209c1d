using System.Globalization;
using MerchantStudio.Core.Storage;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Where runs and models keep their files, below the data folder.</summary>
public sealed class RunFolders(DataFolder data)
{
    /// <summary>A folder whose name ends in this is being written; without a living owner it may be deleted.</summary>
    public const string PartialSuffix = ".partial";

    private const string RunPrefix = "run-";

    /// <summary>Every shop's models.</summary>
    public string Models => data.Folder("models");

    /// <summary>Checkpoints and the owner's lock of one run.</summary>
    public string Run(long runId) => data.Folder("runs", runId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where the model of a run is kept once it is whole.</summary>
    public string Artefact(int shopId, string model, long runId) => Path.Combine(
        data.Folder("models", shopId.ToString(CultureInfo.InvariantCulture), model),
        RunPrefix + runId.ToString(CultureInfo.InvariantCulture));

    public string Relative(string path) => data.Relative(path);

    public string Resolve(string relative) => data.Resolve(relative);

    /// <summary>The run that writes a partial artefact folder.</summary>
    internal static bool TryReadRunId(string partialFolder, out long runId)
    {
        var name = Path.GetFileName(partialFolder);
        runId = 0;
        return name.StartsWith(RunPrefix, StringComparison.Ordinal)
            && long.TryParse(name[RunPrefix.Length..^PartialSuffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out runId);
    }
}
