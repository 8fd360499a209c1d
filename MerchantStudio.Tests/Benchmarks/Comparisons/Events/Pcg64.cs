namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>
/// numpy's <c>Generator(PCG64(seed))</c> (O'Neill 2014, XSL-RR 128/64; seeded as SeedSequence does), so that a log made here
/// is the same file, byte for byte, as the one that a Python script makes.
/// </summary>
internal sealed class Pcg64
{
    private const int PoolSize = 4;
    private static readonly UInt128 s_multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private readonly UInt128 _increment;
    private UInt128 _state;

    public Pcg64(uint seed)
    {
        var words = States(Pool(seed));
        _increment = (new UInt128(words[2], words[3]) << 1) | 1;
        Step();
        _state += new UInt128(words[0], words[1]);
        Step();
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        Step();
        var folded = (ulong)(_state >> 64) ^ (ulong)_state;
        return (ulong.RotateRight(folded, (int)(_state >> 122)) >> 11) * (1.0 / (1UL << 53));
    }

    public double[] Doubles(int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = NextDouble();
        }
        return values;
    }

    private void Step() => _state = (_state * s_multiplier) + _increment;

    private static uint[] Pool(uint seed)
    {
        var (pool, constant) = (new uint[PoolSize], 0x43B0D7E5u);
        for (var i = 0; i < PoolSize; i++)
        {
            pool[i] = Hash(i == 0 ? seed : 0, ref constant, 0x931E8875);
        }
        for (var from = 0; from < PoolSize; from++)
        {
            for (var to = 0; to < PoolSize; to++)
            {
                if (from != to)
                {
                    pool[to] = Mix(pool[to], Hash(pool[from], ref constant, 0x931E8875));
                }
            }
        }
        return pool;
    }

    private static ulong[] States(uint[] pool)
    {
        var (words, constant) = (new ulong[PoolSize], 0x8B51F9DDu);
        for (var i = 0; i < 2 * PoolSize; i++)
        {
            words[i / 2] |= (ulong)Hash(pool[i % PoolSize], ref constant, 0x58F38DED) << (32 * (i % 2));
        }
        return words;
    }

    private static uint Hash(uint value, ref uint constant, uint multiplier)
    {
        value ^= constant;
        constant *= multiplier;
        value *= constant;
        return value ^ (value >> 16);
    }

    private static uint Mix(uint one, uint other)
    {
        var mixed = (0xCA01F9DD * one) - (0x4973F715 * other);
        return mixed ^ (mixed >> 16);
    }
}
