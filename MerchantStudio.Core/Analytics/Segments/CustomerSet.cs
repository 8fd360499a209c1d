using System.Numerics;
using System.Runtime.CompilerServices;

namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>A set of a snapshot's customers, one bit each.</summary>
internal sealed class CustomerSet
{
    private const int BitsPerWord = 64;

    private readonly ulong[] _words;

    public CustomerSet(int customers) => (Customers, _words) = (customers, new ulong[(customers + BitsPerWord - 1) / BitsPerWord]);

    public int Customers { get; }

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public bool this[int customer] => (_words[customer / BitsPerWord] >> (customer % BitsPerWord) & 1) != 0;

    public void Add(int customer) => _words[customer / BitsPerWord] |= 1UL << (customer % BitsPerWord);

    /// <summary>Adds every customer for whom a column's value fulfils a test.</summary>
    // Compiled to the end at once: the first count of a fresh process is waited for like any other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CustomerSet AddWhere<T>(ReadOnlySpan<T> column, Func<T, bool> test)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            var (bits, first) = (_words[word], word * BitsPerWord);
            var end = Math.Min(BitsPerWord, Customers - first);
            for (var bit = 0; bit < end; bit++)
            {
                bits |= test(column[first + bit]) ? 1UL << bit : 0;
            }

            _words[word] = bits;
        }

        return this;
    }

    /// <summary>Adds every customer whose value lies in a stretch, its ends included; not a number lies in none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CustomerSet AddBetween<T>(ReadOnlySpan<T> column, T least, T most)
        where T : struct, IComparisonOperators<T, T, bool>
    {
        for (var word = 0; word < _words.Length; word++)
        {
            var (bits, first) = (_words[word], word * BitsPerWord);
            var part = column.Slice(first, Math.Min(BitsPerWord, Customers - first));
            for (var bit = 0; bit < part.Length; bit++)
            {
                bits |= (part[bit] >= least & part[bit] <= most ? 1UL : 0) << bit;
            }

            _words[word] = bits;
        }

        return this;
    }

    public CustomerSet And(CustomerSet other)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            _words[word] &= other._words[word];
        }

        return this;
    }

    public CustomerSet Or(CustomerSet other)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            _words[word] |= other._words[word];
        }

        return this;
    }

    public CustomerSet Not()
    {
        for (var word = 0; word < _words.Length; word++)
        {
            _words[word] = ~_words[word];
        }

        if (Customers % BitsPerWord is > 0 and var rest)
        {
            _words[^1] &= (1UL << rest) - 1;
        }

        return this;
    }
}
