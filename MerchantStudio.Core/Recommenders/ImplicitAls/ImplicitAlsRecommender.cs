using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.ImplicitAls;

/// <summary>
/// Matrix factorisation of what was taken and what was not by alternating least squares (Hu, Koren and Volinsky 2008):
/// Σ c(u,i)·(p(u,i) − x(u)·y(i))² + λ(‖X‖² + ‖Y‖²), p = 1 and c = 1 + α where the customer took the item, p = 0 and c = 1 elsewhere.
/// Every row is solved exactly. Rendle et al. (2021) show how much tuning of α, λ and the width matters.
/// </summary>
public sealed class ImplicitAlsRecommender : IRecommender
{
    public const string ModelName = "ImplicitAls";
    public const string Factors = "factors";
    public const string Alpha = "alpha";
    public const string Lambda = "lambda";
    public const string Iterations = "iterations";

    public string Name => ModelName;

    public SettingsSpace Settings { get; } = new(
        new Setting(Factors, 64, [32, 64, 128], NeedsRefit: true),
        new Setting(Alpha, 5, [1, 5, 20, 60], NeedsRefit: true),
        new Setting(Lambda, 30, [3, 10, 30, 100], NeedsRefit: true),
        new Setting(Iterations, 10, [10], NeedsRefit: true),
        ItemToItemSettings.SelfSetting(0, 0.1, 0.3, 1, 3),
        ItemToItemSettings.DecaySetting,
        ItemToItemSettings.SelfDecaySetting,
        ItemToItemSettings.TrendSetting,
        ItemToItemSettings.TrendDaysSetting);

    public DataNeeds Needs { get; } = new() { MinCustomers = 100, MinReturningCustomers = 50, MinItems = 50, MinInteractions = 1000 };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        var byCustomer = data.ToMatrix(_ => 1);
        var byItem = byCustomer.Transpose();
        var shape = new AlsShape(settings.Whole(Factors), (float)settings[Alpha], (float)settings[Lambda]);
        var items = StartingFactors(data.ItemCount, shape.Factors, context.Seed);
        var iterations = settings.Whole(Iterations);
        for (var round = 0; round < iterations; round++)
        {
            var customers = AlsSide.SolveAll(byCustomer, new AlsSide(items, shape), context.MaxThreads, cancellationToken);
            items = AlsSide.SolveAll(byItem, new AlsSide(customers, shape), context.MaxThreads, cancellationToken);
            context.Report("Iterate", (round + 1.0) / iterations);
        }

        return new ImplicitAlsModel(settings, new AlsSide(items, shape), TrendVectors.Of(data));
    }

    public IRecommenderModel Load(string folder, FitContext context) => ImplicitAlsModel.Load(folder);

    private static float[] StartingFactors(int items, int factors, ulong seed)
    {
        var random = new SeededRandom(seed);
        var values = new float[items * factors];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(random.NextGaussian() * 0.1 / Math.Sqrt(factors));
        }

        return values;
    }
}
