using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>A stretch of a customer's purchases: each of <see cref="Count"/> items predicts one that came later.</summary>
/// <param name="Start">Place of the first in the columns of the data.</param>
/// <param name="Count">Number of predicting items, at least 1; the customer has another one at Start + Count.</param>
internal readonly record struct SequenceWindow(int Start, int Count);

/// <summary>What a fit learns from.</summary>
internal sealed record TrainingSequences(SequenceWindow[] Windows, NextPurchases Next)
{
    public static TrainingSequences Of(InteractionData data, int length) => new(SequenceWindows.Of(data, length), new NextPurchases(data));
}

/// <summary>Cuts every customer's purchases into windows of bounded length, such that every purchase but the last predicts once.</summary>
internal static class SequenceWindows
{
    public static SequenceWindow[] Of(InteractionData data, int length)
    {
        var windows = new List<SequenceWindow>();
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            var (from, to) = (data.Offsets[customer], data.Offsets[customer + 1]);
            for (var last = to - 1; last > from; last -= length)
            {
                var start = Math.Max(from, last - length);
                windows.Add(new SequenceWindow(start, last - start));
            }
        }

        return [.. windows];
    }
}
