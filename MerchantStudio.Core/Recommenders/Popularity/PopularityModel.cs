using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.Popularity;

/// <param name="settings">Says which of the half-lives counts.</param>
/// <param name="halfLives">In days; 0 = no decay.</param>
/// <param name="popularity">[half-lives, items]</param>
internal sealed class PopularityModel(RecommenderSettings settings, double[] halfLives, float[] popularity) : IRecommenderModel
{
    private const int Format = 2;
    private const string HalfLivesFile = "halfLives.f64";
    private const string PopularityFile = "popularity.f32";

    private readonly int _from = RowOf(halfLives, settings) * (popularity.Length / halfLives.Length);

    public string Name => PopularityRecommender.ModelName;

    public int ItemCount => popularity.Length / halfLives.Length;

    public RecommenderSettings Settings => settings;

    private ReadOnlySpan<float> Current => popularity.AsSpan(_from, ItemCount);

    public void Score(History history, Span<float> scores) => Current.CopyTo(scores);

    public Explanation Explain(History history, int item) =>
        Explanation.Of(item, [new Contribution(ContributionSource.Popularity, null, Current[item])]);

    public IRecommenderModel WithScoring(RecommenderSettings scoring) => new PopularityModel(scoring, halfLives, popularity);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, settings.Values));
        ModelFolder.WriteArray<double>(folder, HalfLivesFile, halfLives);
        ModelFolder.WriteArray<float>(folder, PopularityFile, popularity);
    }

    public void Dispose()
    {
        // Holds managed memory only.
    }

    internal static PopularityModel Load(string folder)
    {
        var header = ModelFolder.ReadHeader(folder, PopularityRecommender.ModelName, Format);
        var (halfLives, popularity) = (ModelFolder.ReadArray<double>(folder, HalfLivesFile), ModelFolder.ReadArray<float>(folder, PopularityFile));
        return halfLives.Length > 0 && popularity.Length == halfLives.Length * header.ItemCount
            ? new PopularityModel(header.ToSettings(), halfLives, popularity)
            : throw new InvalidDataException($"{folder} holds {popularity.Length} figures; {header.ItemCount} items with {halfLives.Length} half-lives need others.");
    }

    private static int RowOf(double[] halfLives, RecommenderSettings settings) =>
        Array.IndexOf(halfLives, settings[PopularityRecommender.HalfLifeDays]) is >= 0 and var row
            ? row
            : throw new ArgumentException($"This model was not fitted with a half-life of {settings[PopularityRecommender.HalfLifeDays]} days.", nameof(settings));
}
