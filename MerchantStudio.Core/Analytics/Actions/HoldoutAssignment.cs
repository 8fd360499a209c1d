using System.Text;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Analytics.Actions;

/// <summary>
/// Who of an action's list is left alone. Decided by a hash of the customer's key and the action's seed, so the same
/// customer of the same action always gets the same answer, whatever else is on the list.
/// </summary>
public static class HoldoutAssignment
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <param name="customerKey">The customer.</param>
    /// <param name="seed">The action's own.</param>
    /// <param name="share">Share that is left alone, 0 to 1.</param>
    public static bool IsHeldOut(string customerKey, ulong seed, double share)
    {
        var hash = FnvOffset;
        foreach (var letter in Encoding.UTF8.GetBytes(customerKey))
        {
            hash = (hash ^ letter) * FnvPrime;
        }

        // 53 bits make a uniform number below 1.
        return (SplitMix64.Mix(hash ^ SplitMix64.Mix(seed)) >> 11) * (1.0 / (1UL << 53)) < share;
    }
}
