using System.Globalization;
using MerchantStudio.Core.Storage;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Where runs and models keep their files, below the data folder.</summary>
public sealed class RunFolders(DataFolder data)
{
    /// <summary>Checkpoints and the owner's lock of one run.</summary>
    public string Run(long runId) => data.Folder("runs", runId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where the model of a run is kept once it is whole.</summary>
    public string Artefact(int shopId, string model, long runId) => Path.Combine(
        data.Folder("models", shopId.ToString(CultureInfo.InvariantCulture), model),
        "run-" + runId.ToString(CultureInfo.InvariantCulture));

    public string Relative(string path) => data.Relative(path);
}
