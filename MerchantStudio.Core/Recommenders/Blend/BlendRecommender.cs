using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx;

namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>
/// Several models at once, each with the weight that it earned on purchases that none of them had seen. A part that cannot be
/// fitted here (no native runtime, too many items) is left out.
/// </summary>
/// <param name="parts">The models to blend; the last one is for customers of whom nothing is known.</param>
public sealed class BlendRecommender(params IReadOnlyList<IRecommender> parts) : IRecommender
{
    public const string ModelName = "Blend";

    public string Name => ModelName;

    /// <summary>The parts keep their defaults: what there is to set is learnt.</summary>
    public SettingsSpace Settings { get; } = new();

    public DataNeeds Needs { get; } = new() { MinCustomers = 200, MinReturningCustomers = 100, MinItems = 50, MinInteractions = 2000 };

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
            return new BlendModel(models, Weights(models, holdout, settings, cancellationToken), settings);
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            throw;
        }
    }

    public IRecommenderModel Load(string folder, FitContext context) => BlendModel.Load(folder, parts, context);

    /// <summary>
    /// The learnt weights, mixed with the best single part as far as that ranks the held-out purchases better: likelihood is
    /// smooth enough to climb, but the order of the first ten is what counts.
    /// </summary>
    private static double[] Weights(List<IRecommenderModel> models, LastBasketHoldout holdout, RecommenderSettings settings, CancellationToken cancellationToken)
    {
        var learnt = BlendLearner.Learn(models, holdout.Cases, cancellationToken);
        double Measure(double[] weights) => holdout.Measure(new BlendModel(models, weights, settings, ownsParts: false));
        var single = Enumerable.Range(0, models.Count).Select(part => Alone(part, models.Count)).MaxBy(Measure)!;
        cancellationToken.ThrowIfCancellationRequested();
        return new[] { 0, 0.5, 1, 2, 4 }.Select(share => learnt.Zip(single, (one, other) => one + (share * other)).ToArray()).Append(single).MaxBy(Measure)!;
    }

    private static double[] Alone(int part, int count)
    {
        var weights = new double[count * BlendFeatures.PerPart];
        weights[(part * BlendFeatures.PerPart) + 1] = 1;
        return weights;
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
        catch (Exception e) when (e is OnnxRuntimeUnavailableException or CatalogueTooLargeException)
        {
            return null;
        }
    }
}
