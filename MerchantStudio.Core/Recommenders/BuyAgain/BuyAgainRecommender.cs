using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.BuyAgain;

/// <summary>
/// What the customer took before, the most often and most recently first; below that, what many customers take.
/// score(i) = Σ over the customer's baskets with i of decay^(baskets back), plus a share of popularity below one.
/// </summary>
public sealed class BuyAgainRecommender : IRecommender
{
    public const string ModelName = "BuyAgain";

    public string Name => ModelName;

    public SettingsSpace Settings { get; } = new(ItemToItemSettings.DecaySetting with { Views = [1, 0.9, 0.6] });

    public DataNeeds Needs { get; } = new() { MinCustomers = 20, MinReturningCustomers = 10, MinItems = 10, MinInteractions = 100 };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var customers = data.CustomersPerItem();
        var most = customers.DefaultIfEmpty().Max();
        context.Report("Count", 1);
        return new BuyAgainModel(settings, Array.ConvertAll(customers, count => (float)count / (most + 1)));
    }

    public IRecommenderModel Load(string folder, FitContext context) => BuyAgainModel.Load(folder);
}
