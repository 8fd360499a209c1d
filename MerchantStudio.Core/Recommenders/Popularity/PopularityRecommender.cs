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

    public SettingsSpace Settings { get; } = new(new Setting(HalfLifeDays, 0, [0, 365, 180, 90, 45, 21, 7], NeedsRefit: true));

    public DataNeeds Needs { get; } = new() { MinCustomers = 20, MinItems = 10, MinInteractions = 100 };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var scores = new float[data.ItemCount];
        var latest = new long[data.ItemCount];
        var lastTime = data.TimeRange().Last;
        var halfLifeTicks = settings[HalfLifeDays] * TimeSpan.TicksPerDay;
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            Count(data, customer, latest, time =>
                halfLifeTicks > 0 ? (float)Math.Pow(0.5, (lastTime - time) / halfLifeTicks) : 1, scores);
        }

        context.Report("Count", 1);
        return new PopularityModel(settings, scores);
    }

    public IRecommenderModel Load(string folder, FitContext context) => PopularityModel.Load(folder);

    private static void Count(InteractionData data, int customer, long[] latest, Func<long, float> weight, float[] scores)
    {
        var (from, to) = (data.Offsets[customer], data.Offsets[customer + 1]);
        for (var i = from; i < to; i++)
        {
            latest[data.Items[i]] = data.UtcTicks[i];
        }

        for (var i = from; i < to; i++)
        {
            var item = data.Items[i];
            if (latest[item] != long.MinValue)
            {
                scores[item] += weight(latest[item]);
                latest[item] = long.MinValue;
            }
        }
    }
}
