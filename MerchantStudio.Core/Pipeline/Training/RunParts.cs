using System.Text.Json;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// Finished models of a run that is not: one folder each, whole or absent. They count only for the very same data, so that
/// a run resumed after an import starts afresh.
/// </summary>
internal sealed class RunParts(string runFolder, string fingerprint)
{
    private const string Prefix = "parts-";
    private const string PartialSuffix = ".partial";
    private const string ResultFile = "result.json";
    private const string ArtefactFolder = "artefact";
    private const string MeasuredFolder = "measured";

    private readonly string _folder = Path.Combine(runFolder, Prefix + fingerprint[..16]);

    /// <summary>Where models that are not finished leave their checkpoints; goes with the parts.</summary>
    public string Checkpoints => Path.Combine(_folder, "checkpoints");

    public bool Has(string model) => File.Exists(Path.Combine(_folder, model, ResultFile));

    public ModelResult Read(string model) =>
        JsonSerializer.Deserialize<ModelResult>(File.ReadAllText(Path.Combine(_folder, model, ResultFile)), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException($"The finished part {model} is empty.");

    /// <summary>Keeps what was measured of a model that is no part of the run's outcome, or not yet.</summary>
    public void Note(ModelResult result)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, MeasuredFolder)).FullName;
        var partial = Path.Combine(folder, result.Model + PartialSuffix);
        File.WriteAllText(partial, JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        File.Move(partial, Path.Combine(folder, result.Model + ".json"), overwrite: true);
    }

    /// <summary>Everything that was noted.</summary>
    public IReadOnlyList<ModelResult> Noted() => Path.Combine(_folder, MeasuredFolder) is var folder && Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<ModelResult>(File.ReadAllText(file), JsonSerializerOptions.Web)).OfType<ModelResult>()]
        : [];

    /// <summary>Folder of a part's artefact; absent once it has been published.</summary>
    public string ArtefactOf(string model) => Path.Combine(_folder, model, ArtefactFolder);

    /// <summary>Writes a part beside its place and renames it.</summary>
    public void Write(ModelResult result, Action<string> writeArtefact)
    {
        var partial = Path.Combine(_folder, result.Model + PartialSuffix);
        var whole = Path.Combine(_folder, result.Model);
        Remove(partial);
        Remove(whole);
        writeArtefact(Directory.CreateDirectory(Path.Combine(partial, ArtefactFolder)).FullName);
        File.WriteAllText(Path.Combine(partial, ResultFile), JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        Directory.Move(partial, whole);
    }

    /// <summary>Takes everything away that was put aside.</summary>
    public void Clear() => Remove(_folder);

    /// <summary>Takes away what a process that was killed had half written.</summary>
    public static void DeleteHalfWritten(string runFolder) =>
        Each(runFolder, parts => Each(parts, Remove, "*" + PartialSuffix), Prefix + "*");

    /// <summary>Takes away everything that a run which will never go on had put aside.</summary>
    public static void DeleteAll(string runFolder) => Each(runFolder, Remove, Prefix + "*");

    private static void Each(string folder, Action<string> act, string pattern)
    {
        foreach (var found in Directory.GetDirectories(folder, pattern))
        {
            act(found);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
