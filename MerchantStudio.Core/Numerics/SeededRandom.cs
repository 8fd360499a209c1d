using System.Numerics;

namespace MerchantStudio.Core.Numerics;

/// <summary>
/// A repeatable source of chance: xoshiro256** (Blackman and Vigna 2018), its state filled by SplitMix64 from one seed.
/// The same seed gives the same numbers on every machine. Not safe to share between threads: give each its own <see cref="Fork"/>.
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong[] _state = new ulong[4];
    private readonly ulong _seed;

    public SeededRandom(ulong seed)
    {
        _seed = seed;
        for (var i = 0; i < _state.Length; i++)
        {
            _state[i] = SplitMix64.Mix(seed + ((ulong)i * SplitMix64.Step));
        }
    }

    /// <summary>An independent source; the same name always gives the same one, however much was drawn here.</summary>
    public SeededRandom Fork(ulong name) => new(SplitMix64.Mix(_seed ^ SplitMix64.Mix(name)));

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
        var t = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= t;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. <paramref name="end"/> - 1, without bias (Lemire 2019).</summary>
    public int NextInt(int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, 1);
        var range = (uint)end;
        var product = (ulong)(uint)(NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (ulong)(uint)(NextUInt64() >> 32) * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and variance 1 (Box and Muller 1958).</summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Brings the values into random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
