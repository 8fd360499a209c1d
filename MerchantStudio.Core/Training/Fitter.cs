using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>Fits one model within a run: with the run's device and budget, from checkpoints, and only what is not on the shelf.</summary>
internal sealed class Fitter(IRecommender recommender, RecommenderTrainingOptions options, ProgressShare share, FitShelf shelf)
{
    // Later fits go on from the first one and need a part of its time.
    private const double RefitShare = 1.0 / 3;

    /// <summary>Whether fits are kept although they could be repeated, because another model of the run is made of them.</summary>
    public required bool IsPartOfAnother { get; init; }

    /// <param name="stage">For the progress.</param>
    /// <param name="data">What to fit to.</param>
    /// <param name="settings">What validation chose.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    public Lease Fit(string stage, InteractionData data, RecommenderSettings settings, CancellationToken cancellationToken)
    {
        if (shelf.Find(recommender, data, settings) is { } known)
        {
            return new Lease(known, Owned: false);
        }

        var context = Context(stage, data) with { WarmStart = shelf.Nearest(recommender, settings), TimeBudget = options.FitBudget * RefitShare };
        var model = recommender.Fit(data, settings, context, cancellationToken);
        if (!recommender.LearnsInRounds && !(IsPartOfAnother && FitShelf.HasRoom()))
        {
            return new Lease(model, Owned: true);
        }

        shelf.Keep(recommender, data, model);
        return new Lease(model, Owned: false);
    }

    /// <summary>What surrounds a fit that settings are chosen by; its validation and time are the tuner's.</summary>
    public FitContext Context(string stage, InteractionData data) => options.Context with
    {
        Progress = share.Of(stage),
        Validate = null,
        OnEngine = use => options.OnEngine?.Invoke(recommender.Name, use),
        CheckpointFolder = recommender.LearnsInRounds ? CheckpointsOf(data) : null,
    };

    /// <summary>By what is learnt from: within a run, a model is fitted to the same data once.</summary>
    private string? CheckpointsOf(InteractionData data) => options.CheckpointFolder is { } folder
        ? Directory.CreateDirectory(Path.Combine(folder, recommender.Name, DataFingerprint.Of(data)[..16])).FullName
        : null;
}
