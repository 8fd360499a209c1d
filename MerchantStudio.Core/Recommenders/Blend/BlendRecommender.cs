using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx;

namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>
/// Several models at once, each with the weight that it earned on purchases that none of them had seen. A part that cannot be
/// fitted here (no native runtime, too many items) is left out. In a run the parts are those that the run has tuned and fitted
/// (<see cref="Learn"/>, <see cref="Of"/>); <see cref="Fit"/> alone fits them with their defaults.
/// </summary>
/// <param name="parts">The models to blend; the last one is for customers of whom nothing is known.</param>
public sealed class BlendRecommender(params IReadOnlyList<IRecommender> parts) : IRecommender
{
    public const string ModelName = "Blend";

    public string Name => ModelName;

    /// <summary>What there is to set is learnt.</summary>
    public SettingsSpace Settings { get; } = new();

    public DataNeeds Needs { get; } = new() { MinCustomers = 200, MinReturningCustomers = 100, MinItems = 50, MinInteractions = 2000 };

    /// <summary>In the order of the weights.</summary>
    public IReadOnlyList<IRecommender> Parts => parts;

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var holdout = LastBasketHoldout.Choose(data, new SeededRandom(context.Seed).Fork(77));
        var models = new List<IRecommenderModel>();
        try
        {
            for (var i = 0; i < parts.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (TryFit(i, holdout, context, cancellationToken) is { } model)
                {
                    models.Add(model);
                }
            }

            context.Report("Blend", (double)parts.Count / (parts.Count + 1));
            var question = new BlendQuestion(holdout.Cases, OnlyNew: !BuysAgain(holdout.Cases), context.Seed, context.MaxThreads);
            return Of(models, Learn(models, question, cancellationToken), owned: models);
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            throw;
        }
    }

    public IRecommenderModel Load(string folder, FitContext context) => BlendModel.Load(folder, parts, context);

    /// <summary>Learns how much each of some fits counts.</summary>
    internal BlendWeights Learn(IReadOnlyList<IRecommenderModel> models, BlendQuestion question, CancellationToken cancellationToken)
    {
        var views = BlendViews.Of(models, parts);
        var choices = BlendChoices.Of([.. views.Select(view => view.Model)], question, cancellationToken);
        var (values, score, tried) = new BlendLearner(choices, views.Count * BlendFeatures.PerPart, question.Threads).Learn(cancellationToken);
        return new BlendWeights([.. views.Select(view => view.Name)], values, score, tried);
    }

    /// <summary>The blend of some fits; the weights may have been learnt on others of the same models.</summary>
    internal IRecommenderModel Of(IReadOnlyList<IRecommenderModel> models, BlendWeights weights, IReadOnlyList<IDisposable> owned)
    {
        var views = BlendViews.Of(models, parts);
        return weights.Views.SequenceEqual(views.Select(view => view.Name))
            ? new BlendModel(models, [.. views.Select(view => view.Model)], weights.Values, weights.AsSettings(), owned)
            : throw new ArgumentException($"The weights are of {string.Join(", ", weights.Views)}.", nameof(models));
    }

    /// <summary>Whether customers of this shop take the same item again often enough to learn from.</summary>
    private static bool BuysAgain(IReadOnlyList<HeldOutBasket> cases)
    {
        const double Often = 0.01;
        var again = cases.Count(one => one.History.DistinctItems().Any(item => Array.BinarySearch(one.Targets, item) >= 0));
        return again >= Often * cases.Count;
    }

    private IRecommenderModel? TryFit(int index, LastBasketHoldout holdout, FitContext context, CancellationToken cancellationToken)
    {
        var part = parts[index];
        var inner = context with
        {
            Validate = holdout.Cases.Count > 0 ? holdout.Measure : null,
            CheckpointFolder = context.CheckpointFolder is { } folder ? Directory.CreateDirectory(Path.Combine(folder, part.Name)).FullName : null,
            Progress = progress => context.Progress?.Invoke(progress with { Fraction = (index + progress.Fraction) / (parts.Count + 1) }),
        };
        try
        {
            return part.Fit(holdout.Train, part.Settings.Defaults, inner, cancellationToken);
        }
        catch (Exception e) when (e is OnnxRuntimeUnavailableException or CatalogueTooLargeException or NotEnoughMemoryException or ArithmeticException)
        {
            return null;
        }
    }
}
