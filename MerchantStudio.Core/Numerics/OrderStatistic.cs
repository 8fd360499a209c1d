using System.Runtime.CompilerServices;

namespace MerchantStudio.Core.Numerics;

/// <summary>One value of those that sorting would give, without sorting the rest (quickselect: Hoare 1961).</summary>
public static class OrderStatistic
{
    /// <summary>The value that has <paramref name="rank"/> (0-based) values before it in rising order. Moves the values about.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    public static long Of(Span<long> values, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, values.Length);
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var (left, right) = Partition(values, low, high);
            if (rank <= right)
            {
                high = right;
            }
            else if (rank >= left)
            {
                low = left;
            }
            else
            {
                break;
            }
        }
        return values[rank];
    }

    // Afterwards [low, right] is at most the pivot, [left, high] at least, and what lies between equals it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Left, int Right) Partition(Span<long> values, int low, int high)
    {
        var pivot = MedianOfThree(values[low], values[low + ((high - low) / 2)], values[high]);
        var (left, right) = (low, high);
        while (left <= right)
        {
            while (values[left] < pivot)
            {
                left++;
            }
            while (values[right] > pivot)
            {
                right--;
            }
            if (left <= right)
            {
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
        }
        return (left, right);
    }

    private static long MedianOfThree(long a, long b, long c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
