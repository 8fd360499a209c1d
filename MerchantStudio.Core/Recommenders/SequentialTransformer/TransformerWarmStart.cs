using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// Weights of an earlier fit as the beginning of another one to more of the same data. Items are matched by their ids; those that
/// are new keep their random vectors.
/// </summary>
internal sealed class TransformerWarmStart(TransformerWeights from, IReadOnlyDictionary<int, int> oldRowOf)
{
    private const int FewestEpochs = 3;

    // An epoch over everything teaches what is new, and reminds of the rest: twice the share that is new was enough.
    private const double EpochsPerShare = 2;

    /// <summary>Where a fit begins and how many epochs it takes; from nothing where there is no earlier fit of the same sizes.</summary>
    public static (TransformerWarmStart? Start, int Epochs) Of(InteractionData data, TransformerSettings settings, FitContext context)
    {
        if (context.Validate is not null || context.WarmStart is not { } warm
            || SequentialTransformerModel.WeightsOf(warm.Model) is not { } weights || !IsAlike(weights.Shape, settings.Shape))
        {
            return (null, settings.MostEpochs);
        }

        var added = Math.Max(0, data.Count - warm.Data.Count) / (double)Math.Max(1, data.Count);
        var epochs = (int)Math.Ceiling(settings.MostEpochs * Math.Min(1, EpochsPerShare * added));
        return (new TransformerWarmStart(weights, Rows(data.ItemIds, warm.Data.ItemIds)), Math.Clamp(epochs, Math.Min(FewestEpochs, settings.MostEpochs), settings.MostEpochs));
    }

    /// <summary>The initial state with the earlier weights in their places; the optimiser begins anew.</summary>
    public TrainingState Into(TrainingState initial, TransformerShape shape)
    {
        var values = initial.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (name, old) in from.Values)
        {
            values[name] = name switch
            {
                TransformerNetwork.ItemTable => WithRows(values[name], old, shape.Width, oldRowOf),
                TransformerNetwork.PositionTable => WithRows(
                    values[name], old, shape.Width, Enumerable.Range(0, Math.Min(shape.Length, from.Shape.Length)).ToDictionary(row => row, row => row)),
                _ => old,
            };
        }

        return initial with { Values = values };
    }

    private static bool IsAlike(TransformerShape one, TransformerShape other) =>
        (one.Width, one.Blocks, one.Heads) == (other.Width, other.Blocks, other.Heads);

    // Row 0 of the table stands for "nothing".
    private static Dictionary<int, int> Rows(IdMap items, IdMap oldItems)
    {
        var rows = new Dictionary<int, int> { [0] = 0 };
        for (var item = 0; item < items.Count; item++)
        {
            if (oldItems.TryGetIndex(items[item], out var old))
            {
                rows.Add(item + 1, old + 1);
            }
        }

        return rows;
    }

    private static float[] WithRows(float[] initial, float[] old, int width, IReadOnlyDictionary<int, int> oldRow)
    {
        var mixed = (float[])initial.Clone();
        foreach (var (row, from) in oldRow)
        {
            old.AsSpan(from * width, width).CopyTo(mixed.AsSpan(row * width, width));
        }

        return mixed;
    }
}
