using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.Ease;

/// <summary>
/// EASE (Steck 2019): the item-item weights B with zero diagonal that best rebuild every customer's purchases X from the others,
/// min ‖X − X·B‖² + λ‖B‖². Closed form: P = (XᵀX + λI)⁻¹, B(i,j) = −P(i,j) / P(j,j). Fitted in the memory of B itself
/// (items² × 4 bytes: 1.6 GB for 20,000 items) plus two thin panels.
/// </summary>
public sealed class EaseRecommender : IRecommender
{
    public const string ModelName = "Ease";

    public const string Lambda = "lambda";

    /// <summary>More would need more than 2.5 GB, and minutes even on large machines.</summary>
    public const int MaxItems = 25_000;

    public string Name => ModelName;

    public SettingsSpace Settings { get; } = new(
        new Setting(ItemToItemSettings.LogCounts, 0, [0, 1], NeedsRefit: true),
        new Setting(Lambda, 200, [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], NeedsRefit: true),
        ItemToItemSettings.SelfSetting(0, 0.1, 0.3, 1, 3),
        ItemToItemSettings.DecaySetting,
        ItemToItemSettings.SelfDecaySetting,
        ItemToItemSettings.TrendSetting,
        ItemToItemSettings.TrendDaysSetting);

    public DataNeeds Needs { get; } =
        new() { MinCustomers = 100, MinReturningCustomers = 50, MinItems = 20, MinInteractions = 1000, MaxItems = MaxItems };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        if (data.ItemCount > MaxItems)
        {
            throw new CatalogueTooLargeException(ModelName, data.ItemCount, MaxItems);
        }

        context.Report("Gram", 0);
        var x = data.ToMatrix(settings.Switch(ItemToItemSettings.LogCounts) ? count => MathF.Log(1 + count) : _ => 1);
        var matrix = SparseGram.Lower(x, (float)settings[Lambda], context.MaxThreads, cancellationToken);
        PositiveDefiniteInverse.NegatedInPlace(
            matrix, data.ItemCount, context.Algebra, context.MaxThreads, share => context.Report("Factorise", 0.95 * share), cancellationToken);
        if (context.Algebra is DeviceAlgebra { OnDevice: { } device })
        {
            context.OnEngine?.Invoke(device.Use());
        }

        ToWeights(matrix, data.ItemCount);
        context.Report("Factorise", 1);
        return new ItemToItemModel(ModelName, settings, new DenseItemRows(matrix, data.ItemCount), TrendVectors.Of(data));
    }

    public IRecommenderModel Load(string folder, FitContext context) => ItemToItemModel.Load(folder, ModelName, DenseItemRows.Load);

    /// <summary>Turns −P in the lower triangle into the whole of B, in place.</summary>
    private static void ToWeights(float[] negatedP, int n)
    {
        var p = MatrixBlock.Whole(negatedP, n, n);
        var scale = new float[n];
        for (var i = 0; i < n; i++)
        {
            scale[i] = -1 / p.Row(i)[i];
        }

        for (var i = 0; i < n; i++)
        {
            var row = p.Row(i);
            for (var j = 0; j < i; j++)
            {
                var value = row[j];
                row[j] = value * scale[j];
                p.Row(j)[i] = value * scale[i];
            }

            row[i] = 0;
        }
    }
}
