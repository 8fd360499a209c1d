using System.Numerics.Tensors;
using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.ItemEmbeddings;

/// <summary>Trained vectors: a score is the sum, over the customer's items, of weight · centre · context.</summary>
internal sealed class ItemEmbeddingsModel(RecommenderSettings settings, float[] centre, float[] context, int items) : IRecommenderModel
{
    private const int Format = 1;
    private readonly int _width = centre.Length / Math.Max(1, items);

    public string Name => ItemEmbeddingsRecommender.ModelName;

    public int ItemCount => items;

    public RecommenderSettings Settings => settings;

    public void Score(History history, Span<float> scores)
    {
        var vector = new float[_width];
        foreach (var (item, weight) in Weights(history))
        {
            TensorPrimitives.MultiplyAdd(Row(centre, item), weight, vector, vector);
        }

        for (var item = 0; item < items; item++)
        {
            scores[item] = TensorPrimitives.Dot<float>(vector, Row(context, item));
        }
    }

    public Explanation Explain(History history, int item) => Explanation.Of(item, Weights(history).Select(entry => new Contribution(
        ContributionSource.History, entry.Item, entry.Weight * TensorPrimitives.Dot(Row(centre, entry.Item), Row(context, item)))));

    public IRecommenderModel WithScoring(RecommenderSettings scoring) => new ItemEmbeddingsModel(scoring, centre, context, items);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, settings.Values));
        ModelFolder.WriteArray<float>(folder, "centre.f32", centre);
        ModelFolder.WriteArray<float>(folder, "context.f32", context);
    }

    public void Dispose()
    {
        // Holds managed memory only.
    }

    internal static ItemEmbeddingsModel Load(string folder)
    {
        var header = ModelFolder.ReadHeader(folder, ItemEmbeddingsRecommender.ModelName, Format);
        return new ItemEmbeddingsModel(
            header.ToSettings(), ModelFolder.ReadArray<float>(folder, "centre.f32"), ModelFolder.ReadArray<float>(folder, "context.f32"), header.ItemCount);
    }

    private List<(int Item, float Weight)> Weights(History history) =>
        new HistoryWeighting(settings[ItemEmbeddingsRecommender.Decay], LogCounts: false).Of(history);

    private ReadOnlySpan<float> Row(float[] table, int item) => table.AsSpan(item * _width, _width);
}
