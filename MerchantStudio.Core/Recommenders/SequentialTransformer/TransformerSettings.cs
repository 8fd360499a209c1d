using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>What the network is compared with the right item by.</summary>
internal enum TransformerLoss
{
    /// <summary>Full softmax while the scores of a batch fit <see cref="TransformerSettings.MostScores"/>, else the sampled one.</summary>
    Auto = 0,
    FullSoftmax = 1,
    SampledSoftmax = 2,
    GeneralisedBinaryCrossEntropy = 3,
    BinaryCrossEntropy = 4,
}

/// <summary>The settings of one fit, with those that depend on the shop's size filled in.</summary>
internal sealed record TransformerSettings
{
    public const string Width = "width";
    public const string Blocks = "blocks";
    public const string Heads = "heads";
    public const string Length = "length";
    public const string Dropout = "dropout";
    public const string LearningRate = "learningRate";
    public const string WeightDecay = "weightDecay";
    public const string Epochs = "epochs";
    public const string Patience = "patience";
    public const string Loss = "loss";
    public const string Negatives = "negatives";

    /// <summary>Numbers in the matrix of a batch's scores, above which the loss is computed from a sample (2²⁵ of them are 128 MiB).</summary>
    public const long MostScores = 1L << 25;

    public const int MostLength = 50;

    private const int PlacesPerStep = 2048;
    private const int EpochsWithValidation = 100;
    private const int EpochsWithoutValidation = 30;

    public required TransformerShape Shape { get; init; }

    public required double DropoutRate { get; init; }

    public required double PeakLearningRate { get; init; }

    public required double Decay { get; init; }

    public required int MostEpochs { get; init; }

    /// <summary>Epochs without a better validation score after which training stops.</summary>
    public required int PatienceEpochs { get; init; }

    public required TransformerLoss LossKind { get; init; }

    /// <summary>Sampled items that all targets of a step share.</summary>
    public required int SharedNegatives { get; init; }

    /// <summary>Rows of a step; rows × length places are computed, whatever they hold.</summary>
    public required int RowsPerStep { get; init; }

    public int PlacesOfStep => RowsPerStep * Shape.Length;

    /// <summary>Of the network nothing is tuned by itself: a fit takes minutes, and when to stop is chosen within it.</summary>
    public static SettingsSpace Space { get; } = new(
        new Setting(Width, 0, [0], NeedsRefit: true),
        new Setting(Blocks, 2, [2], NeedsRefit: true),
        new Setting(Heads, 2, [2], NeedsRefit: true),
        new Setting(Length, MostLength, [MostLength], NeedsRefit: true),
        new Setting(Dropout, 0.5, [0.5], NeedsRefit: true),
        new Setting(LearningRate, 0.001, [0.001], NeedsRefit: true),
        new Setting(WeightDecay, 0, [0], NeedsRefit: true),
        new Setting(Epochs, 0, [0], NeedsRefit: true),
        new Setting(Patience, 10, [10], NeedsRefit: true),
        new Setting(Loss, 0, [0], NeedsRefit: true),
        new Setting(Negatives, 1024, [1024], NeedsRefit: true),
        ItemToItemSettings.SelfSetting(0, 1, 2, 4, 8),
        ItemToItemSettings.SelfDecaySetting,
        ItemToItemSettings.TrendSetting with { Candidates = [.. ItemToItemSettings.TrendSetting.Candidates, 10] },
        ItemToItemSettings.TrendDaysSetting);

    public static TransformerSettings Of(InteractionData data, RecommenderSettings settings, bool validates)
    {
        var longest = Enumerable.Range(0, data.CustomerCount).Select(customer => data.ItemsOf(customer).Length).DefaultIfEmpty(1).Max();
        var length = Math.Clamp(longest, 1, settings.Whole(Length));
        var epochs = settings.Whole(Epochs);
        return Of(new ShopSize(data.ItemCount, length, data.Count), settings) with
        {
            MostEpochs = epochs > 0 ? epochs : validates ? EpochsWithValidation : EpochsWithoutValidation,
        };
    }

    /// <summary>The default settings of a shop of this size.</summary>
    public static TransformerSettings ForSize(int items, int length, int interactions) => Of(new ShopSize(items, length, interactions), Space.Defaults);

    private static TransformerSettings Of(ShopSize shop, RecommenderSettings settings)
    {
        var shape = new TransformerShape
        {
            Items = shop.Items,
            Length = shop.Length,
            Width = settings.Whole(Width) is > 0 and var width ? width : WidthFor(shop.Interactions),
            Blocks = settings.Whole(Blocks),
            Heads = settings.Whole(Heads),
        };
        var rows = Math.Max(1, PlacesPerStep / shape.Length);
        return new TransformerSettings
        {
            Shape = shape.Width % shape.Heads == 0 ? shape : shape with { Heads = 1 },
            DropoutRate = settings[Dropout],
            PeakLearningRate = settings[LearningRate],
            Decay = settings[WeightDecay],
            MostEpochs = EpochsWithValidation,
            PatienceEpochs = settings.Whole(Patience),
            SharedNegatives = Math.Clamp(settings.Whole(Negatives), 1, Math.Max(1, shop.Items - 1)),
            LossKind = LossFor((TransformerLoss)settings.Whole(Loss), (long)rows * shape.Length * shape.TableRows),
            RowsPerStep = rows,
        };
    }

    // Small shops have too little to fill wide vectors with.
    private static int WidthFor(int interactions) => interactions switch
    {
        < 20_000 => 32,
        < 1_000_000 => 64,
        _ => 128,
    };

    private static TransformerLoss LossFor(TransformerLoss asked, long scores) => asked != TransformerLoss.Auto
        ? asked
        : scores <= MostScores ? TransformerLoss.FullSoftmax : TransformerLoss.SampledSoftmax;

    private readonly record struct ShopSize(int Items, int Length, int Interactions);
}
