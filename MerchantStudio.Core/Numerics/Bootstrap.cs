using System.Numerics.Tensors;

namespace MerchantStudio.Core.Numerics;

/// <summary>A mean with its interval.</summary>
public readonly record struct MeanInterval(double Mean, double Low, double High);

/// <summary>
/// Percentile bootstrap of means (Efron 1979): units are drawn with replacement as often as there are units, and the interval
/// is cut from the sorted means of all draws. Every column sees the same draws, so a column of differences is a paired comparison.
/// </summary>
public static class Bootstrap
{
    /// <param name="columns">One array per figure, all with one value per unit; no units gives NaN throughout.</param>
    /// <param name="resamples">Number of draws, such as 1000.</param>
    /// <param name="confidence">Share of the draws inside the interval, such as 0.95.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    public static MeanInterval[] Means(IReadOnlyList<double[]> columns, int resamples, double confidence, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            return [];
        }

        var units = columns[0].Length;
        if (units == 0)
        {
            return [.. columns.Select(_ => new MeanInterval(double.NaN, double.NaN, double.NaN))];
        }

        var means = columns.Select(_ => new double[resamples]).ToArray();
        var random = new SeededRandom(seed);
        var times = new double[units];
        for (var draw = 0; draw < resamples; draw++)
        {
            Draw(random, times);
            for (var c = 0; c < columns.Count; c++)
            {
                means[c][draw] = TensorPrimitives.Dot<double>(times, columns[c]) / units;
            }
        }

        return [.. columns.Select((column, c) => Interval(column, means[c], confidence))];
    }

    /// <summary>The value below which a share of the sorted values lies, interpolated between neighbours (type 7 of Hyndman and Fan 1996).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    private static MeanInterval Interval(double[] column, double[] means, double confidence)
    {
        Array.Sort(means);
        var tail = (1 - confidence) / 2;
        return new MeanInterval(column.Average(), Quantile(means, tail), Quantile(means, 1 - tail));
    }

    /// <summary>How many times each unit is drawn.</summary>
    private static void Draw(SeededRandom random, double[] times)
    {
        Array.Clear(times);
        for (var i = 0; i < times.Length; i++)
        {
            times[random.NextInt(times.Length)]++;
        }
    }
}
