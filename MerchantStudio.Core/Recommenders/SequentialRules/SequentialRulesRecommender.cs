using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.SequentialRules;

/// <summary>
/// "Who took j took i soon after": directed pairs j → i where i is in one of the next few baskets after j's, each counted
/// 1/distance in baskets (Ludewig and Jannach 2018). With one item per basket these are the plain sequential rules of that paper.
/// </summary>
public sealed class SequentialRulesRecommender : IRecommender
{
    public const string ModelName = "SequentialRules";

    /// <summary>How many baskets ahead a pair may reach.</summary>
    public const string Steps = "steps";

    /// <summary>Counts are divided by the target's number of customers to this power: 0 favours what sells anyway.</summary>
    public const string Damping = "damping";

    public string Name => ModelName;

    public SettingsSpace Settings { get; } = new(
        new Setting(Steps, 5, [1, 2, 3, 5, 10, 20], NeedsRefit: true),
        new Setting(Damping, 0, [0, 0.25, 0.5], NeedsRefit: true),
        new Setting(ItemToItemSettings.Neighbours, 1000, [100, 1000], NeedsRefit: false),
        new Setting(ItemToItemSettings.LogCounts, 0, [0, 1], NeedsRefit: false),
        ItemToItemSettings.SelfSetting(0, 1, 3, 10, 30, 100),
        ItemToItemSettings.DecaySetting,
        ItemToItemSettings.SelfDecaySetting,
        ItemToItemSettings.TrendSetting,
        ItemToItemSettings.TrendDaysSetting);

    public DataNeeds Needs { get; } = new() { MinCustomers = 50, MinReturningCustomers = 50, MinItems = 20, MinInteractions = 500 };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        var pairs = new DirectedPairs(data, settings.Whole(Steps), settings[Damping]);
        var rows = SparseRowBuilder.Build(data.ItemCount, pairs.FillRow, context, cancellationToken);
        return new ItemToItemModel(ModelName, settings, rows, TrendVectors.Of(data));
    }

    public IRecommenderModel Load(string folder, FitContext context) => ItemToItemModel.Load(folder, ModelName, SparseItemRows.Load);
}
