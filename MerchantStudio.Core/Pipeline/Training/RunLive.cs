using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>One point of a curve that is drawn while a run goes on.</summary>
/// <param name="Series">What is measured, such as <c>ease · validation nDCG@10</c>.</param>
/// <param name="Step">Step, epoch or trial, counted from 1 within the series.</param>
/// <param name="Value">The measured value.</param>
public sealed record CurvePoint(string Series, int Step, double Value);

/// <summary>What is known of a run at one moment: the thing that is pushed to whoever watches it.</summary>
public sealed record RunLive
{
    public required long RunId { get; init; }
    public required int ShopId { get; init; }
    public required RunState State { get; init; }
    public required string Stage { get; init; }

    /// <summary>The model that is being worked on; null between models.</summary>
    public string? Model { get; init; }

    /// <summary>Share of the whole run that is done, 0 to 1.</summary>
    public double Progress { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>Null while too little is known to say.</summary>
    public TimeSpan? TimeLeft { get; init; }

    public string? Device { get; init; }
    public long MemoryBytes { get; init; }
    public double? ExamplesPerSecond { get; init; }

    /// <summary>Where the model that is worked on is computed; null for models that only know the processor.</summary>
    public EngineUse? Engine { get; init; }

    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];
    public IReadOnlyList<string> LogTail { get; init; } = [];

    public bool IsOver => State is not (RunState.Queued or RunState.Running);
}
