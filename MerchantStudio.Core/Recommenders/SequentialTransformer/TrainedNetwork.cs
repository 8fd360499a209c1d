using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>What a fit has learnt. Its sessions are made when they are first needed, and share nothing but the weights.</summary>
internal sealed class TrainedNetwork : IDisposable
{
    public const string GraphFile = "model.onnx";

    private const int BatchRows = 16;
    private const int BatchHistories = 128;
    private const string SizesFile = "sizes.i32";
    private const string PopularityFile = "popularity.f32";
    private const string WeightSuffix = ".weight.f32";

    private readonly Lazy<TransformerScorer> _single;
    private readonly Lazy<TransformerScorer> _batch;
    private readonly Lazy<TransformerExplainer> _explainer;
    private ScoreMemory? _memory;

    /// <param name="engine">Loads the native runtime when a session is made.</param>
    /// <param name="choice">Where it runs.</param>
    /// <param name="weights">Of the network.</param>
    /// <param name="popularity">Scores for customers of whom nothing is known.</param>
    /// <param name="trends">What is in demand now.</param>
    public TrainedNetwork(OnnxEngine engine, ProviderChoice choice, TransformerWeights weights, float[] popularity, TrendVectors trends)
    {
        (Weights, Popularity, Trends) = (weights, popularity, trends);
        _single = new(() => new TransformerScorer(engine, choice, weights, rows: 1, histories: 1));
        _batch = new(() => new TransformerScorer(engine, choice, weights, BatchRows, BatchHistories));
        _explainer = new(() => new TransformerExplainer(engine, choice, weights));
    }

    public TransformerWeights Weights { get; }

    public float[] Popularity { get; }

    public TrendVectors Trends { get; }

    /// <summary>Every customer's scores; those of whom nothing is known get popularity.</summary>
    public void Score(IReadOnlyList<History> histories, Span<float> scores)
    {
        if (_memory is { } memory)
        {
            memory.Score(histories, scores, Compute);
        }
        else
        {
            Compute(histories, scores);
        }
    }

    /// <summary>Keeps the scores of histories that are asked for, until what is returned is disposed.</summary>
    public IDisposable Remember(long bytes)
    {
        _memory = new ScoreMemory(Weights.Shape.Items, bytes);
        return new Forgetting(this);
    }

    private void Compute(IReadOnlyList<History> histories, Span<float> scores)
    {
        var items = Weights.Shape.Items;
        for (var from = 0; from < histories.Count;)
        {
            var to = from;
            while (to < histories.Count && histories[to].Count > 0)
            {
                to++;
            }

            var scorer = histories.Count == 1 ? _single : _batch;
            scorer.Value.Score([.. histories.Skip(from).Take(to - from).Select(Recent)], scores[(from * items)..]);
            for (; to < histories.Count && histories[to].Count == 0; to++)
            {
                Popularity.CopyTo(scores[(to * items)..]);
            }

            from = to;
        }
    }

    /// <summary>What each of the latest purchases adds to an item's score, by item.</summary>
    public IReadOnlyList<Contribution> Explain(History history, int item)
    {
        var recent = Recent(history);
        return [.. recent.Zip(_explainer.Value.Parts(recent, item)).GroupBy(pair => pair.First, pair => (double)pair.Second)
            .Select(group => new Contribution(ContributionSource.History, group.Key, group.Sum()))];
    }

    public void Save(string folder)
    {
        var shape = Weights.Shape;
        ModelFolder.WriteArray<int>(folder, SizesFile, [shape.Items, shape.Length, shape.Width, shape.Blocks, shape.Heads]);
        ModelFolder.WriteArray<float>(folder, PopularityFile, Popularity);
        Trends.Save(folder);
        foreach (var (name, values) in Weights.Values)
        {
            ModelFolder.WriteArray<float>(folder, $"{name}{WeightSuffix}", values);
        }

        File.WriteAllBytes(Path.Combine(folder, GraphFile), TransformerScorer.Forward(Weights, rows: 1, histories: 1).ToBytes());
    }

    public static TrainedNetwork Load(OnnxEngine engine, ProviderChoice choice, string folder)
    {
        var sizes = ModelFolder.ReadArray<int>(folder, SizesFile);
        var shape = new TransformerShape { Items = sizes[0], Length = sizes[1], Width = sizes[2], Blocks = sizes[3], Heads = sizes[4] };
        var values = Directory.GetFiles(folder, $"*{WeightSuffix}").Select(Path.GetFileName).OfType<string>()
            .ToDictionary(file => file[..^WeightSuffix.Length], file => ModelFolder.ReadArray<float>(folder, file));
        return new TrainedNetwork(
            engine, choice, new TransformerWeights(shape, values), ModelFolder.ReadArray<float>(folder, PopularityFile), TrendVectors.Load(folder, shape.Items));
    }

    public void Dispose()
    {
        DisposeIfMade(_single);
        DisposeIfMade(_batch);
        DisposeIfMade(_explainer);
    }

    /// <summary>The latest purchases, as many as the network looks at.</summary>
    private int[] Recent(History history)
    {
        var entries = history.Entries;
        var skipped = Math.Max(0, entries.Length - Weights.Shape.Length);
        var items = new int[entries.Length - skipped];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = entries[skipped + i].Item;
        }

        return items;
    }

    private static void DisposeIfMade<T>(Lazy<T> lazy)
        where T : IDisposable
    {
        if (lazy.IsValueCreated)
        {
            lazy.Value.Dispose();
        }
    }

    private sealed class Forgetting(TrainedNetwork network) : IDisposable
    {
        public void Dispose() => network._memory = null;
    }
}
