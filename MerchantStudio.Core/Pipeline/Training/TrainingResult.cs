using System.Text.Json;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>What a run found out, as the ledger keeps it.</summary>
public sealed record TrainingResult
{
    /// <summary>Where the work was done, in words.</summary>
    public required string Device { get; init; }

    /// <summary>In the order in which they were trained, baselines first.</summary>
    public required IReadOnlyList<ModelResult> Models { get; init; }

    /// <summary>Seconds per stage of the whole run.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>Seconds of processor time that the whole run took, over all cores: what another machine can be compared by.</summary>
    public double? CpuSeconds { get; init; }

    public required int Customers { get; init; }
    public required int Items { get; init; }
    public required int Interactions { get; init; }

    /// <summary>Fingerprint, format and version of the snapshot that was read.</summary>
    public required string SnapshotFingerprint { get; init; }

    public required int SnapshotFormat { get; init; }
    public required long DataVersion { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The result of a run; null when it has none (yet).</summary>
    public static TrainingResult? Of(TrainingRun run) =>
        run.ResultJson is { Length: > 0 } json ? JsonSerializer.Deserialize<TrainingResult>(json, JsonSerializerOptions.Web) : null;
}

/// <summary>One model of a run.</summary>
public sealed record ModelResult
{
    /// <summary>Catalogue name.</summary>
    public required string Model { get; init; }

    /// <summary>Its figures; null when it could not be trained.</summary>
    public EvaluationReport? Report { get; init; }

    /// <summary>The version that was saved; null for a run that only measures.</summary>
    public long? VersionId { get; init; }

    /// <summary>Where it was computed; null for models that only know the processor.</summary>
    public EngineUse? Engine { get; init; }

    /// <summary>Purchases a second that its training predicted; null where nobody counted.</summary>
    public double? ExamplesPerSecond { get; init; }

    /// <summary>Why it could not be trained, as <see cref="RunErrors"/> writes it.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the paired interval of the difference to popularity lies above zero; null for popularity itself.</summary>
    public bool? BetterThanPopularity { get; init; }
}
