using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// SASRec (Kang and McAuley, 2018): reads a customer's purchases in order and predicts the next, trained on the ONNX engine
/// with the softmax over all items, or over a sample where the catalogue is large, or with gBCE (Petrov and Macdonald, 2023).
/// </summary>
/// <param name="engine">Loads the native runtime only when a model is fitted or opened.</param>
public sealed class SequentialTransformerRecommender(OnnxEngine engine) : IRecommender
{
    public const string ModelName = "SequentialTransformer";

    // Fewer say too little about when to stop; the number of epochs is fixed then.
    private const int FewestHeldOut = 50;
    private const ulong HoldoutSource = 78;

    public string Name => ModelName;

    public SettingsSpace Settings => TransformerSettings.Space;

    public DataNeeds Needs { get; } = new() { MinCustomers = 200, MinReturningCustomers = 100, MinItems = 50, MinInteractions = 2000 };

    public bool LearnsInRounds => true;

    public FitCost? CostOf(int customers, int items, int interactions) => TransformerCost.Of(customers, items, interactions);

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        cancellationToken.ThrowIfCancellationRequested();
        var (popularity, trends) = (Popularity(data), TrendVectors.Of(data));
        var choice = engine.Choose(context.Device);
        SequentialTransformerModel Model(TransformerWeights weights, int epochs) =>
            new(new TrainedNetwork(engine, choice, weights, popularity, trends), settings.With(TransformerSettings.Epochs, epochs), owns: true);
        var (train, watched) = WithValidation(data, settings, context);
        var chosen = TransformerSettings.Of(train, settings, watched.Validate is not null);
        TransformerCost.Check(chosen, choice.Provider.Name, context.MemoryLimit);
        var (start, epochs) = TransformerWarmStart.Of(train, chosen, watched);
        var (weights, best) = new TransformerTrainer(engine, train, chosen with { MostEpochs = epochs }, watched)
            .Train(start, weights => Model(weights, 0), cancellationToken);
        // A refit from another fit's weights took fewer epochs than one from the beginning would.
        return Model(weights, start is null ? best : settings.Whole(TransformerSettings.Epochs));
    }

    public IRecommenderModel Load(string folder, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SequentialTransformerModel.Load(engine, engine.Choose(context.Device), folder);
    }

    /// <summary>
    /// Where the caller holds nothing out and has not said how many epochs, some customers' last baskets are held out, so that
    /// there is always something to stop by.
    /// </summary>
    private static (InteractionData Train, FitContext Context) WithValidation(InteractionData data, RecommenderSettings settings, FitContext context)
    {
        if (context.Validate is not null || settings.Whole(TransformerSettings.Epochs) > 0)
        {
            return (data, context);
        }

        var holdout = LastBasketHoldout.Choose(data, new SeededRandom(context.Seed).Fork(HoldoutSource));
        return holdout.Cases.Count < FewestHeldOut ? (data, context) : (holdout.Train, context with { Validate = holdout.Measure });
    }

    private static float[] Popularity(InteractionData data)
    {
        var counts = new float[data.ItemCount];
        foreach (var item in data.Items)
        {
            counts[item]++;
        }

        return counts;
    }
}
