using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Tests.Support;

/// <summary>Scores by chance, the same for the same history.</summary>
public sealed class RandomModel(int itemCount) : IRecommenderModel
{
    public string Name => "Random";

    public int ItemCount => itemCount;

    public RecommenderSettings Settings { get; } = new([]);

    public void Score(History history, Span<float> scores)
    {
        var random = new SeededRandom((ulong)(history.Count > 0 ? history.Entries[0].UtcTicks : 0));
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)random.NextDouble();
        }
    }

    public Explanation Explain(History history, int item) => Explanation.Of(item, []);

    public IRecommenderModel WithScoring(RecommenderSettings settings) => this;

    public void Save(string folder) => throw new NotSupportedException("Chance is not saved.");

    public void Dispose()
    {
    }
}
