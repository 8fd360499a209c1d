using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.Popularity;

internal sealed class PopularityModel(RecommenderSettings settings, float[] popularity) : IRecommenderModel
{
    private const int Format = 1;

    public string Name => PopularityRecommender.ModelName;

    public int ItemCount => popularity.Length;

    public RecommenderSettings Settings => settings;

    public void Score(History history, Span<float> scores) => popularity.CopyTo(scores);

    public Explanation Explain(History history, int item) =>
        Explanation.Of(item, [new Contribution(ContributionSource.Popularity, null, popularity[item])]);

    public IRecommenderModel WithScoring(RecommenderSettings scoring) => new PopularityModel(scoring, popularity);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, settings.Values));
        ModelFolder.WriteArray<float>(folder, "popularity.f32", popularity);
    }

    public void Dispose()
    {
        // Holds managed memory only.
    }

    internal static PopularityModel Load(string folder)
    {
        var header = ModelFolder.ReadHeader(folder, PopularityRecommender.ModelName, Format);
        return new PopularityModel(header.ToSettings(), ModelFolder.ReadArray<float>(folder, "popularity.f32"));
    }
}
