using System.Diagnostics.CodeAnalysis;

namespace MerchantStudio.Core.Features;

/// <summary>Two-way map between the ids of a file (text, as written) and dense indexes 0..Count-1.</summary>
public sealed class IdMap
{
    private readonly string[] _ids;
    private readonly Dictionary<string, int> _indexes;

    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public IdMap(IEnumerable<string> ids)
    {
        _ids = [.. ids];
        _indexes = new Dictionary<string, int>(_ids.Length, StringComparer.Ordinal);
        for (var i = 0; i < _ids.Length; i++)
        {
            if (!_indexes.TryAdd(_ids[i], i))
            {
                throw new ArgumentException($"The id '{_ids[i]}' occurs twice.", nameof(ids));
            }
        }
    }

    public int Count => _ids.Length;

    public string this[int index] => _ids[index];

    public IReadOnlyList<string> Ids => _ids;

    public bool TryGetIndex([NotNullWhen(true)] string? id, out int index)
    {
        index = -1;
        return id is not null && _indexes.TryGetValue(id, out index);
    }

    /// <summary>The ids at the given indexes, in that order, numbered anew.</summary>
    public IdMap Select(IEnumerable<int> indexes) => new(indexes.Select(i => _ids[i]));
}
