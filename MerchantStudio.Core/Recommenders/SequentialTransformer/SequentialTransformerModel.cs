using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>score(i) = the network's score of i as what comes next, plus <see cref="ScoreAdditions"/>.</summary>
internal sealed class SequentialTransformerModel : IRecommenderModel
{
    public const string GraphFile = TrainedNetwork.GraphFile;

    private const int Format = 2;

    private readonly TrainedNetwork _network;
    private readonly ScoreAdditions _additions;
    private readonly bool _owns;

    /// <param name="network">What was learnt.</param>
    /// <param name="settings">Say what is added to its scores.</param>
    /// <param name="owns">Whether the network is disposed with this model; a view leaves that to the model that was fitted.</param>
    public SequentialTransformerModel(TrainedNetwork network, RecommenderSettings settings, bool owns)
    {
        (_network, Settings, _owns) = (network, settings, owns);
        _additions = new ScoreAdditions(settings, network.Trends, logCounts: true);
    }

    public string Name => SequentialTransformerRecommender.ModelName;

    public int ItemCount => _network.Weights.Shape.Items;

    public RecommenderSettings Settings { get; }

    public void Score(History history, Span<float> scores) => ScoreBatch([history], scores);

    public void ScoreBatch(IReadOnlyList<History> histories, Span<float> scores)
    {
        _network.Score(histories, scores);
        for (var row = 0; row < histories.Count; row++)
        {
            if (histories[row].Count > 0)
            {
                _additions.AddTo(histories[row], scores.Slice(row * ItemCount, ItemCount));
            }
        }
    }

    public IDisposable RememberScores(long bytes) => _network.Remember(bytes);

    public Explanation Explain(History history, int item)
    {
        if (history.Count == 0)
        {
            return Explanation.Of(item, [new Contribution(ContributionSource.Popularity, null, _network.Popularity[item])]);
        }

        var scores = new float[ItemCount];
        _network.Score([history], scores);
        var byItem = _network.Explain(history, item);
        var rest = new Contribution(ContributionSource.Model, null, scores[item] - byItem.Sum(part => part.Value));
        return Explanation.Of(item, [.. byItem, rest, .. _additions.Explain(history, item, scores)]);
    }

    public IRecommenderModel WithScoring(RecommenderSettings settings) => new SequentialTransformerModel(_network, settings, owns: false);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, Settings.Values));
        _network.Save(folder);
    }

    public void Dispose()
    {
        if (_owns)
        {
            _network.Dispose();
        }
    }

    internal static SequentialTransformerModel Load(OnnxEngine engine, ProviderChoice choice, string folder)
    {
        var header = ModelFolder.ReadHeader(folder, SequentialTransformerRecommender.ModelName, Format);
        return new SequentialTransformerModel(TrainedNetwork.Load(engine, choice, folder), header.ToSettings(), owns: true);
    }

    /// <summary>The weights of a model of this kind; null for other kinds.</summary>
    internal static TransformerWeights? WeightsOf(IRecommenderModel model) => (model as SequentialTransformerModel)?._network.Weights;
}
