namespace MerchantStudio.Core.Numerics;

/// <summary>The SplitMix64 finaliser (Steele, Lea and Flood 2014): scatters neighbouring numbers over all 64 bits.</summary>
public static class SplitMix64
{
    /// <summary>Distance of two neighbouring states: 2^64 divided by the golden ratio.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong x)
    {
        var z = x + Step;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
