using MerchantStudio.Core.Storage;

namespace MerchantStudio.Core.Serving;

/// <summary>The ONNX files of trained models: the graphs that answer, for whoever wants to run them elsewhere.</summary>
public sealed class ServingGraphs(ModelRegistry registry, DataFolder data)
{
    private const string Pattern = "*.onnx";

    /// <summary>Full path of the graph that a run of a shop left; null when it left none. Of a blend, the graph of its part.</summary>
    public async Task<string?> FindAsync(int shopId, long runId, CancellationToken cancellationToken)
    {
        var versions = await registry.ListAsync(shopId, cancellationToken).ConfigureAwait(false);
        return versions.Where(version => version.RunId == runId).Select(version => data.Resolve(version.ArtefactFolder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, Pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
