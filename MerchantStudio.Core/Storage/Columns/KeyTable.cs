namespace MerchantStudio.Core.Storage.Columns;

/// <summary>Gives every different text a code, counting from 0.</summary>
internal sealed class KeyTable
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];

    public IReadOnlyList<string> Keys => _keys;

    public int Count => _keys.Count;

    public int CodeOf(string? key)
    {
        if (key is null)
        {
            return -1;
        }

        if (!_codes.TryGetValue(key, out var code))
        {
            code = _keys.Count;
            _codes.Add(key, code);
            _keys.Add(key);
        }

        return code;
    }
}
