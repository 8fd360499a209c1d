using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Events;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// The attributes that a shop's own event files have beside the known ones. A bounded number of columns, by their names
/// whatever their case, and of texts in each; the rest would cost every shop room and tell nobody anything.
/// </summary>
internal sealed class OwnAttributes
{
    private readonly List<string> _names = [];
    private readonly List<Utf8Table> _texts = [];

    public int Count => _names.Count;

    public IReadOnlyList<string> Names => _names;

    public Utf8Table Texts(int column) => _texts[column];

    /// <summary>The column of that name, a new one when there is none; -1 when there are enough.</summary>
    public int ColumnOf(string name)
    {
        var found = _names.FindIndex(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));
        if (found >= 0 || _names.Count == EventBlock.MostOwn)
        {
            return found;
        }

        _names.Add(name);
        _texts.Add(new Utf8Table());
        return _names.Count - 1;
    }

    /// <summary>The column's code of each of a segment's texts.</summary>
    public short[] Translate(int column, StringTable texts)
    {
        var codes = new short[texts.Count];
        for (var code = 0; code < codes.Length; code++)
        {
            codes[code] = CodeOf(column, texts.Utf8(code));
        }

        return codes;
    }

    public short CodeOf(int column, ReadOnlySpan<byte> text) => (short)OwnEventColumns.CodeOf(_texts[column], text, StableHash.Of(text));
}
