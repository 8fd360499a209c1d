using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.Popularity;

/// <summary>
/// What many customers take: every customer counts once per item, at the latest purchase, and less the longer ago it is
/// (half as much after each half-life). The same list for everybody; the baseline that a personal model has to beat.
/// </summary>
public sealed class PopularityRecommender : IRecommender
{
    public const string ModelName = "Popularity";

    /// <summary>Days after which a purchase counts half; 0 = purchases of all times count the same.</summary>
    public const string HalfLifeDays = "halfLifeDays";

    public string Name => ModelName;

    public SettingsSpace Settings { get; } = new(
        new Setting(HalfLifeDays, 0, [0, 365, 180, 90, 45, 21, 7], NeedsRefit: false) { NeedsNow = true, Views = [0, 90, 21, 7] });

    public DataNeeds Needs { get; } = new() { MinCustomers = 20, MinItems = 10, MinInteractions = 100 };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        var halfLives = Settings.Settings[0].Candidates.Append(settings[HalfLifeDays]).Distinct().ToArray();
        var popularity = new float[halfLives.Length * data.ItemCount];
        for (var row = 0; row < halfLives.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PopularityCount.Of(data, halfLives[row]).CopyTo(popularity, row * data.ItemCount);
        }

        context.Report("Count", 1);
        return new PopularityModel(settings, halfLives, popularity);
    }

    public IRecommenderModel Load(string folder, FitContext context) => PopularityModel.Load(folder);
}
