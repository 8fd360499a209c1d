using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>What to train and under which rules.</summary>
public sealed record RecommenderTrainingOptions
{
    /// <summary>Catalogue names; the baselines are measured as well, because every model is compared with them.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Name in <see cref="Evaluation.Protocols.ProtocolCatalog"/>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Seed, device, threads and clock of every fit; its progress and validation are replaced.</summary>
    public required FitContext Context { get; init; }

    /// <summary>Longest time that choosing settings may take, per model; shown before a run starts.</summary>
    public TimeSpan TuningBudget { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Longest time of one fit, for models that learn in rounds: the best round so far is kept. Null: until they are done.</summary>
    public TimeSpan? FitBudget { get; init; }

    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Where models that learn in rounds leave their state, so that a run that is resumed goes on from there; null: nowhere.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Told where a model is computed: its catalogue name, and what the engine says.</summary>
    public Action<string, Domain.EngineUse>? OnEngine { get; init; }

    /// <summary>
    /// Reports of models that an earlier part of the same run has finished. They are not trained again; a blend that they are parts
    /// of takes their settings from here.
    /// </summary>
    public IReadOnlyDictionary<string, Domain.EvaluationReport> Finished { get; init; } = new Dictionary<string, Domain.EvaluationReport>();

    /// <summary>
    /// Reports of models that an earlier part of the same run has measured without finishing them for good, such as baselines. They are
    /// fitted and measured again, which is quick, with the settings that were chosen then, which was not.
    /// </summary>
    public IReadOnlyDictionary<string, Domain.EvaluationReport> Measured { get; init; } = new Dictionary<string, Domain.EvaluationReport>();

    /// <summary>False: report only, without the last fit on all data.</summary>
    public bool FitOnAllData { get; init; } = true;
}

/// <summary>Where a training run is.</summary>
/// <param name="Model">Catalogue name of the model that is being worked on.</param>
/// <param name="Stage"><c>Tune</c>, <c>Fit</c>, <c>Evaluate</c> or <c>Refit</c>.</param>
/// <param name="Fraction">Share of the whole run that is done, 0 to 1.</param>
/// <param name="Values">Live figures, such as the validation nDCG@10 or a loss; null when there are none.</param>
public sealed record RecommenderTrainingProgress(string Model, string Stage, double Fraction, IReadOnlyDictionary<string, double>? Values);

/// <summary>A model that is ready to be saved, or the reason why there is none.</summary>
public sealed record TrainedRecommender
{
    public required string Model { get; init; }

    /// <summary>Null when the model could not be trained.</summary>
    public Domain.EvaluationReport? Report { get; init; }

    /// <summary>
    /// Fitted to all data with the settings of the first variant; null when only a report was asked for. Whoever receives it
    /// saves it and may dispose it; it is of no use after the run.
    /// </summary>
    public IRecommenderModel? Fitted { get; init; }

    /// <summary>
    /// The same for lists of items that are new to the customer, where that variant chose other settings; may be
    /// <see cref="Fitted"/> itself.
    /// </summary>
    public IRecommenderModel? FittedForNewItems { get; init; }

    /// <summary>Keys of the catalogue in the item order of the fitted model.</summary>
    public required Features.IdMap Items { get; init; }

    /// <summary>Whether tuning ended because its time was spent.</summary>
    public bool TuningOutOfTime { get; init; }

    /// <summary>Why there is no model, for example a catalogue that is too large; null when all went well.</summary>
    public Exception? Failure { get; init; }
}
