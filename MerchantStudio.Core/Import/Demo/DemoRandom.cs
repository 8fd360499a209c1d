namespace MerchantStudio.Core.Import.Demo;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine and in every version of the runtime.</summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for one part, so that more customers do not change those that were there.</summary>
    public static DemoRandom For(ulong seed, string part, int number) =>
        new(Domain.StableHash.Combine(Domain.StableHash.Combine(seed, Domain.StableHash.Of(part)), (ulong)number));

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … count-1.</summary>
    public int Below(int count) => (int)(Next() * count);

    public bool Chance(double probability) => Next() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>An index, each with its weight.</summary>
    public int PickWeighted(IReadOnlyList<double> weights)
    {
        var left = Next() * weights.Sum();
        for (var i = 0; i < weights.Count - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Count - 1;
    }

    /// <summary>Waiting time with the given mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    private ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
