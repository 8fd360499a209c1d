using System.Collections.Concurrent;
using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// What the network said of some histories, so that trying another way to add something to it does not ask it again. Holds as many
/// as there is room for; the others are computed each time. Safe for several threads.
/// </summary>
/// <param name="items">Scores of a history.</param>
/// <param name="bytes">Most that is kept.</param>
internal sealed class ScoreMemory(int items, long bytes)
{
    // The caller asks with the very same objects again.
    private readonly ConcurrentDictionary<History, float[]> _kept = new(ReferenceEqualityComparer.Instance);
    private long _room = bytes / sizeof(float) / Math.Max(1, items);

    public delegate void Compute(IReadOnlyList<History> histories, Span<float> scores);

    /// <summary>Scores histories into rows of <paramref name="scores"/>, asking <paramref name="compute"/> for those that are not known.</summary>
    public void Score(IReadOnlyList<History> histories, Span<float> scores, Compute compute)
    {
        var missing = new List<int>();
        for (var row = 0; row < histories.Count; row++)
        {
            if (_kept.TryGetValue(histories[row], out var known))
            {
                known.CopyTo(scores[(row * items)..]);
            }
            else
            {
                missing.Add(row);
            }
        }

        var fresh = new float[missing.Count * items];
        compute([.. missing.Select(row => histories[row])], fresh);
        for (var i = 0; i < missing.Count; i++)
        {
            var row = fresh.AsSpan(i * items, items);
            row.CopyTo(scores[(missing[i] * items)..]);
            if (Interlocked.Decrement(ref _room) >= 0)
            {
                _ = _kept.TryAdd(histories[missing[i]], row.ToArray());
            }
        }
    }
}
