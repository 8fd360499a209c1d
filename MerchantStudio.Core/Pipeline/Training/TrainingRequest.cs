using System.Text.Json.Serialization;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>What somebody asks to be trained.</summary>
public sealed record TrainingRequest
{
    private const int MinutesAmongMany = 5;
    private const int MinutesByItself = 15;

    /// <summary>Trains every model of the catalogue and puts them on one leaderboard.</summary>
    public const string AllModels = "all";

    /// <summary>Seconds per model that the choice of settings may take when nobody says otherwise.</summary>
    public const int DefaultTuningSeconds = 120;

    /// <summary>Catalogue name of a model, or <see cref="AllModels"/>.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the evaluation protocol.</summary>
    public string Protocol { get; init; } = "time";

    /// <summary><c>auto</c>, <c>cpu</c>, <c>webgpu</c> or <c>cuda</c>; only models that train on a device look at it.</summary>
    public string Device { get; init; } = "auto";

    public ulong Seed { get; init; } = 1;

    /// <summary>Cut-offs of the ranking metrics, ascending.</summary>
    public IReadOnlyList<int> Ks { get; init; } = [5, 10, 20, 50];

    /// <summary>Time that the choice of settings may take per model, in seconds.</summary>
    public int TuningSeconds { get; init; } = DefaultTuningSeconds;

    /// <summary>Longest time of the fit of a model that learns in rounds, in minutes; null: by whether it is one among many.</summary>
    public int? FitMinutes { get; init; }

    /// <summary>
    /// Longest time of that fit; fits that go on from it take up to a third of that each. A model among many gets less than one trained
    /// by itself.
    /// </summary>
    [JsonIgnore]
    public TimeSpan FitBudget => TimeSpan.FromMinutes(FitMinutes ?? (Model == AllModels ? MinutesAmongMany : MinutesByItself));

    /// <summary>Whether a version that beats popularity becomes live when none is live yet.</summary>
    public bool MakeLiveWhenFirst { get; init; } = true;

    /// <summary>Who asked: a user's id, <c>command line</c>, or <c>schedule</c>.</summary>
    public string? StartedBy { get; init; }
}
