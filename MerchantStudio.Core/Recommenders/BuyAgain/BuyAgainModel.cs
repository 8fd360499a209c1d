using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.BuyAgain;

/// <param name="settings">Of the fit.</param>
/// <param name="popularity">Share of the customers of the most popular item, always below 1.</param>
internal sealed class BuyAgainModel(RecommenderSettings settings, float[] popularity) : IRecommenderModel
{
    private const int Format = 1;
    private const string PopularityFile = "popularity.f32";

    private readonly double _decay = settings[ItemToItemSettings.Decay];

    public string Name => BuyAgainRecommender.ModelName;

    public int ItemCount => popularity.Length;

    public RecommenderSettings Settings => settings;

    public void Score(History history, Span<float> scores)
    {
        popularity.CopyTo(scores);
        foreach (var entry in history.Entries)
        {
            scores[entry.Item] += WeightOf(entry);
        }
    }

    public Explanation Explain(History history, int item)
    {
        var own = 0.0;
        foreach (var entry in history.Entries)
        {
            own += entry.Item == item ? WeightOf(entry) : 0;
        }

        return Explanation.Of(item,
        [
            new Contribution(ContributionSource.OwnPurchases, item, own),
            new Contribution(ContributionSource.Popularity, null, popularity[item]),
        ]);
    }

    public IRecommenderModel WithScoring(RecommenderSettings scoring) => new BuyAgainModel(scoring, popularity);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, settings.Values));
        ModelFolder.WriteArray<float>(folder, PopularityFile, popularity);
    }

    public void Dispose()
    {
        // Holds managed memory only.
    }

    internal static BuyAgainModel Load(string folder)
    {
        var header = ModelFolder.ReadHeader(folder, BuyAgainRecommender.ModelName, Format);
        return new BuyAgainModel(header.ToSettings(), ModelFolder.ReadArray<float>(folder, PopularityFile));
    }

    private float WeightOf(HistoryEntry entry) => entry.Weight * (float)Math.Pow(_decay, entry.StepsBack);
}
