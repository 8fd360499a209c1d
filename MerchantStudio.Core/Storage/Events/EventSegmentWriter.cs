using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>
/// Writes one batch's events to a segment, leaving out those whose key is known. Memory holds one group of rows and the
/// different texts, not the rows.
/// </summary>
internal sealed class EventSegmentWriter(string path, KeyHashSet known) : IDisposable
{
    private readonly ColumnFileWriter _file = new(path);
    private readonly KeyTable[] _tables = [.. EventColumns.Coded.Select(_ => new KeyTable())];
    private readonly EventGroup _group = new();
    private readonly List<int> _groups = [];

    /// <returns>False when an event with this key is part of the record already.</returns>
    public bool Add(EventRow row)
    {
        var hash = (long)StableHash.Of(row.EventKey);
        if (!known.Add(hash))
        {
            return false;
        }

        _group.Add(row, hash, _tables);
        if (_group.IsFull)
        {
            WriteGroup();
        }

        return true;
    }

    /// <summary>Writes the rest and brings everything to the disk.</summary>
    public void Complete()
    {
        if (_group.Count > 0)
        {
            WriteGroup();
        }

        for (var column = 0; column < _tables.Length; column++)
        {
            _file.WriteStrings(EventColumns.Coded[column], _tables[column].Keys);
        }

        _file.Write<int>(EventColumns.Groups, _groups.ToArray());
        _file.Complete();
    }

    public void Dispose() => _file.Dispose();

    private void WriteGroup()
    {
        _groups.Add(_group.Count);
        _group.Write(_file, _groups.Count - 1);
    }
}
