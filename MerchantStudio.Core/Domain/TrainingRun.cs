namespace MerchantStudio.Core.Domain;

public enum RunState : byte
{
    Queued = 0,
    Running = 1,
    Succeeded = 2,
    Failed = 3,
    Cancelled = 4,

    /// <summary>The process ended while the run was going on; it can be resumed or started again.</summary>
    Interrupted = 5,
}

/// <summary>A line of the run ledger: everything needed to watch a background run and to repeat it.</summary>
public sealed record TrainingRun
{
    public long Id { get; init; }
    public required int ShopId { get; init; }

    /// <summary>Catalogue name of the model, or <c>all</c>.</summary>
    public required string Model { get; init; }

    public required string Protocol { get; init; }
    public required string SettingsJson { get; init; }
    public required ulong Seed { get; init; }
    public required string RequestedDevice { get; init; }

    public string? Device { get; set; }
    public string? DataFingerprint { get; set; }
    public string? CodeVersion { get; set; }
    public RunState State { get; set; }
    public string? Stage { get; set; }

    /// <summary>Share of the work done, 0 to 1.</summary>
    public double Progress { get; set; }

    public required DateTime QueuedUtc { get; init; }
    public DateTime? StartedUtc { get; set; }
    public DateTime? FinishedUtc { get; set; }
    public string? StartedBy { get; init; }
    public string? Error { get; set; }

    /// <summary>Id of the run that this one resumes or repeats.</summary>
    public long? ParentRunId { get; init; }

    /// <summary>Evaluation, timings and anything else that the run produced, as JSON.</summary>
    public string? ResultJson { get; set; }
}

/// <summary>A trained model on disk. At most one version per shop is live.</summary>
public sealed record ModelVersion
{
    public long Id { get; init; }
    public required int ShopId { get; init; }
    public required long RunId { get; init; }
    public required string Model { get; init; }

    /// <summary>Counts from 1 within a shop and model.</summary>
    public required int Version { get; init; }

    /// <summary>Folder of the artefact relative to the data folder.</summary>
    public required string ArtefactFolder { get; init; }

    public required DateTime CreatedUtc { get; init; }
    public bool IsLive { get; set; }
    public DateTime? MadeLiveUtc { get; set; }

    /// <summary>The evaluation report, as JSON.</summary>
    public required string ReportJson { get; init; }

    /// <summary>Whether the paired interval of the difference to popularity lies above zero.</summary>
    public required bool BetterThanPopularity { get; init; }
}

/// <summary>One line of a run's log.</summary>
public sealed record RunLogLine
{
    public long Id { get; init; }
    public required long RunId { get; init; }
    public required DateTime AtUtc { get; init; }
    public required string Text { get; init; }
}

/// <summary>One value of a metric while a run goes on.</summary>
public sealed record RunMetric
{
    public long Id { get; init; }
    public required long RunId { get; init; }

    /// <summary>Such as <c>loss</c> or <c>ndcg@10</c>, with the model's name before a slash where a run has several.</summary>
    public required string Name { get; init; }

    /// <summary>Epoch or step.</summary>
    public required int Step { get; init; }

    public required double Value { get; init; }
}
