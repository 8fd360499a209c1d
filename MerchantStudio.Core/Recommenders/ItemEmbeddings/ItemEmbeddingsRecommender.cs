using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.ItemEmbeddings;

/// <summary>
/// Item vectors from sessions (item2vec: Barkan and Koenigstein, 2016): an item's vector predicts the items bought soon before
/// or after it. A customer's next items are those that the vectors of the latest purchases predict. The smallest model that
/// the engine trains, and a quick one.
/// </summary>
/// <param name="engine">Loads the native runtime only when a model is fitted.</param>
public sealed class ItemEmbeddingsRecommender(OnnxEngine engine) : IRecommender
{
    public const string ModelName = "ItemEmbeddings";
    public const string Width = "width";
    public const string Window = "window";
    public const string Epochs = "epochs";
    public const string Negatives = "negatives";
    public const string LearningRate = "learningRate";

    /// <summary>Weight kept per basket back when a customer's vectors are averaged.</summary>
    public const string Decay = "decay";

    // A small shop's epoch is a step or two, and vectors need some hundreds to find their places.
    private const int FewestSteps = 400;

    public string Name => ModelName;

    public SettingsSpace Settings { get; } = new(
        new Setting(Width, 64, [64], NeedsRefit: true),
        new Setting(Window, 3, [3], NeedsRefit: true),
        new Setting(Epochs, 10, [10], NeedsRefit: true),
        new Setting(Negatives, 512, [512], NeedsRefit: true),
        new Setting(LearningRate, 0.003, [0.003], NeedsRefit: true),
        new Setting(Decay, 0.8, [1, 0.9, 0.8, 0.6, 0.4], NeedsRefit: false));

    public DataNeeds Needs { get; } = new() { MinCustomers = 100, MinReturningCustomers = 50, MinItems = 50, MinInteractions = 1000 };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        cancellationToken.ThrowIfCancellationRequested();
        var pairs = NeighbourPairs.Of(data, settings.Whole(Window));
        var random = new SeededRandom(context.Seed);
        var choice = engine.Choose(context.Device);
        using var session = engine.Train(EmbeddingGraph.Build(data.ItemCount, settings, random.Fork(1)), choice, new SessionSettings { Threads = context.MaxThreads });
        context.OnEngine?.Invoke(choice.UseOf(session));
        var epochs = Math.Max(settings.Whole(Epochs), FewestSteps / (1 + (pairs.Length / EmbeddingGraph.PairsPerStep)));
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var (last, started) = (0f, context.Clock.GetTimestamp());
            session.Run(new PairBatches(pairs, data.ItemCount, random.Fork(100 + (ulong)epoch)), (_, loss) => last = loss, cancellationToken);
            context.Report("Train", (epoch + 1.0) / epochs, new Dictionary<string, double>
            {
                ["epoch"] = epoch + 1,
                ["loss"] = last,
                [FitValues.ExamplesPerSecond] = pairs.Length / Math.Max(1e-3, context.Clock.GetElapsedTime(started).TotalSeconds),
            });
        }

        var state = session.Snapshot();
        return new ItemEmbeddingsModel(settings, state.Values[EmbeddingGraph.Centre], state.Values[EmbeddingGraph.Context], data.ItemCount);
    }

    public IRecommenderModel Load(string folder, FitContext context) => ItemEmbeddingsModel.Load(folder);
}
