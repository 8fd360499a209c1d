using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>A trained transformer. Its sessions are made when they are first needed, and share nothing but the weights.</summary>
internal sealed class SequentialTransformerModel : IRecommenderModel
{
    public const string GraphFile = "model.onnx";

    private const int Format = 1;
    private const int BatchRows = 16;
    private const int BatchHistories = 128;
    private const string SizesFile = "sizes.i32";

    private readonly TransformerWeights _weights;
    private readonly float[] _popularity;
    private readonly Lazy<TransformerScorer> _single;
    private readonly Lazy<TransformerScorer> _batch;
    private readonly Lazy<TransformerExplainer> _explainer;

    /// <param name="popularity">Scores for customers of whom nothing is known.</param>
    public SequentialTransformerModel(OnnxEngine engine, ProviderChoice choice, TransformerWeights weights, float[] popularity, RecommenderSettings settings)
    {
        (_weights, _popularity, Settings) = (weights, popularity, settings);
        _single = new(() => new TransformerScorer(engine, choice, weights, rows: 1, histories: 1));
        _batch = new(() => new TransformerScorer(engine, choice, weights, BatchRows, BatchHistories));
        _explainer = new(() => new TransformerExplainer(engine, choice, weights));
    }

    public string Name => SequentialTransformerRecommender.ModelName;

    public int ItemCount => _weights.Shape.Items;

    public RecommenderSettings Settings { get; }

    public void Score(History history, Span<float> scores)
    {
        if (history.Count == 0)
        {
            _popularity.CopyTo(scores);
            return;
        }

        _single.Value.Score([Recent(history)], scores);
    }

    public void ScoreBatch(IReadOnlyList<History> histories, Span<float> scores)
    {
        for (var from = 0; from < histories.Count;)
        {
            var to = from;
            while (to < histories.Count && histories[to].Count > 0)
            {
                to++;
            }

            _batch.Value.Score([.. histories.Skip(from).Take(to - from).Select(Recent)], scores[(from * ItemCount)..]);
            for (; to < histories.Count && histories[to].Count == 0; to++)
            {
                _popularity.CopyTo(scores[(to * ItemCount)..]);
            }

            from = to;
        }
    }

    public Explanation Explain(History history, int item)
    {
        if (history.Count == 0)
        {
            return Explanation.Of(item, [new Contribution(ContributionSource.Popularity, null, _popularity[item])]);
        }

        var scores = new float[ItemCount];
        Score(history, scores);
        var recent = Recent(history);
        var parts = _explainer.Value.Parts(recent, item);
        var byItem = recent.Zip(parts).GroupBy(pair => pair.First, pair => (double)pair.Second)
            .Select(group => new Contribution(ContributionSource.History, group.Key, group.Sum())).ToArray();
        var rest = new Contribution(ContributionSource.Model, null, scores[item] - byItem.Sum(part => part.Value));
        return Explanation.Of(item, [.. byItem, rest]);
    }

    /// <summary>Nothing of it can be set without training again.</summary>
    public IRecommenderModel WithScoring(RecommenderSettings settings) => new SharedModel(this, settings);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, Settings.Values));
        var shape = _weights.Shape;
        ModelFolder.WriteArray<int>(folder, SizesFile, [shape.Items, shape.Length, shape.Width, shape.Blocks, shape.Heads]);
        ModelFolder.WriteArray<float>(folder, "popularity.f32", _popularity);
        foreach (var (name, values) in _weights.Values)
        {
            ModelFolder.WriteArray<float>(folder, $"{name}.f32", values);
        }

        File.WriteAllBytes(Path.Combine(folder, GraphFile), TransformerScorer.Forward(_weights, rows: 1, histories: 1).ToBytes());
    }

    public void Dispose()
    {
        DisposeIfMade(_single);
        DisposeIfMade(_batch);
        DisposeIfMade(_explainer);
    }

    internal static SequentialTransformerModel Load(OnnxEngine engine, ProviderChoice choice, string folder)
    {
        var header = ModelFolder.ReadHeader(folder, SequentialTransformerRecommender.ModelName, Format);
        var sizes = ModelFolder.ReadArray<int>(folder, SizesFile);
        var shape = new TransformerShape { Items = sizes[0], Length = sizes[1], Width = sizes[2], Blocks = sizes[3], Heads = sizes[4] };
        var values = Directory.GetFiles(folder, "*.f32").Select(Path.GetFileName).OfType<string>().Where(file => file != "popularity.f32")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => ModelFolder.ReadArray<float>(folder, file));
        return new SequentialTransformerModel(
            engine, choice, new TransformerWeights(shape, values), ModelFolder.ReadArray<float>(folder, "popularity.f32"), header.ToSettings());
    }

    /// <summary>The weights of a model of this kind, also of a view of one; null for other kinds.</summary>
    internal static TransformerWeights? WeightsOf(IRecommenderModel model) => model switch
    {
        SequentialTransformerModel own => own._weights,
        SharedModel view => view.Weights,
        _ => null,
    };

    /// <summary>The latest purchases, as many as the network looks at.</summary>
    private int[] Recent(History history)
    {
        var entries = history.Entries;
        var skipped = Math.Max(0, entries.Length - _weights.Shape.Length);
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

    /// <summary>Another view of the same model, whose owner disposes it.</summary>
    private sealed class SharedModel(SequentialTransformerModel model, RecommenderSettings settings) : IRecommenderModel
    {
        public TransformerWeights Weights => model._weights;

        public string Name => model.Name;

        public int ItemCount => model.ItemCount;

        public RecommenderSettings Settings => settings;

        public void Score(History history, Span<float> scores) => model.Score(history, scores);

        public void ScoreBatch(IReadOnlyList<History> histories, Span<float> scores) => model.ScoreBatch(histories, scores);

        public Explanation Explain(History history, int item) => model.Explain(history, item);

        public IRecommenderModel WithScoring(RecommenderSettings scoring) => model.WithScoring(scoring);

        public void Save(string folder) => model.Save(folder);

        public void Dispose()
        {
            // The model that was fitted owns what both use.
        }
    }
}
