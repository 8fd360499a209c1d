using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// The rows of one table that a running import has met: found or made in memory, written when there are many of them and
/// at the end. A table that had no row of the shop at the start is never asked.
/// </summary>
internal sealed class RecordCache
{
    private readonly IBulkSession _session;
    private readonly int _shopId;
    private readonly long _batchId;
    private readonly int _capacity;
    private readonly KnownTable _known;
    private readonly List<RecordEntry> _added = [];
    private readonly List<CellChange> _changes = [];
    private readonly List<CellChange> _replaced = [];
    private readonly List<RecordEntry> _claimed = [];
    private readonly ClaimBook _claims;
    private IdBlock _ids;
    private int _idsTaken;

    /// <param name="table">The table.</param>
    /// <param name="known">What earlier imports have left of it in memory.</param>
    /// <param name="session">The transaction.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="batchId">The running batch.</param>
    /// <param name="capacity">Rows that are kept in memory.</param>
    public RecordCache(RecordTable table, KnownTable known, IBulkSession session, int shopId, long batchId, int capacity)
    {
        (Table, _known, _session, _shopId, _batchId, _capacity) = (table, known, session, shopId, batchId, capacity);
        _claims = new ClaimBook(session, batchId, table.Entity);
        known.MustLook = known.MustLook && session.HasRows(table, shopId);
    }

    public RecordTable Table { get; }

    public bool IsFull => _known.Entries.Count >= _capacity;

    /// <summary>Fetches what the record holds under the keys of these rows, so that <see cref="Get"/> knows.</summary>
    /// <returns>What was found now.</returns>
    public IReadOnlyList<RecordEntry> Prefetch(IReadOnlyList<ImportedRow> rows, Func<ImportedRow, string?> keyOf)
    {
        var found = new List<RecordEntry>();
        if (_known.MustLook)
        {
            var wanted = rows.Select(keyOf).OfType<string>().Where(key => !_known.Entries.ContainsKey(key)).ToHashSet(StringComparer.Ordinal);
            _session.Load(Table, _shopId, wanted, entry =>
            {
                entry.Meet(_batchId);
                entry.IsSeen = entry.BatchId == _batchId;
                entry.Said = entry.IsSeen ? FilledColumns(entry) : 0;
                _known.Entries.Add(entry.Key, entry);
                found.Add(entry);
            });
        }

        return found;
    }

    /// <summary>The row with this key; made when there is none. Its key must have been prefetched.</summary>
    public RecordEntry Get(string key, out bool isMade)
    {
        isMade = !_known.Entries.TryGetValue(key, out var entry);
        if (entry is null)
        {
            entry = new RecordEntry(key, NextId(), new object?[Table.Columns.Count], _batchId) { IsWaiting = true };
            _known.Entries.Add(key, entry);
            _added.Add(entry);
        }

        entry.Meet(_batchId);
        return entry;
    }

    /// <summary>Gives a column a value; what the batch replaces in a row of the record is noted.</summary>
    /// <returns>Whether that changed anything. A null never does.</returns>
    public bool Set(RecordEntry entry, int column, object? value)
    {
        if (value is null)
        {
            return false;
        }

        entry.Said |= 1 << column;
        if (!value.Equals(entry.Cells[column]))
        {
            Replace(entry, column, value);
            return true;
        }

        Claim(entry, column);
        return false;
    }

    /// <summary>Empties a column.</summary>
    /// <returns>Whether there was anything in it.</returns>
    public bool Clear(RecordEntry entry, int column)
    {
        entry.Said |= 1 << column;
        if (entry.Cells[column] is null)
        {
            return false;
        }

        Replace(entry, column, null);
        return true;
    }

    /// <summary>Like <see cref="Set"/>, but keeps what is there.</summary>
    public bool Fill(RecordEntry entry, int column, object? value) =>
        (entry.Cells[column] is null || Equals(entry.Cells[column], value)) && Set(entry, column, value);

    private void Replace(RecordEntry entry, int column, object? value)
    {
        var before = entry.Cells[column];
        entry.Cells[column] = value;
        if (!entry.IsWaiting)
        {
            var change = new CellChange(entry.Id, Table.Columns[column], before, value);
            _changes.Add(change);
            if (entry.BatchId != _batchId)
            {
                _replaced.Add(change);
            }
        }
    }

    private void Claim(RecordEntry entry, int column)
    {
        if (entry.IsWaiting || entry.BatchId == _batchId || (entry.Claimed & (1 << column)) != 0)
        {
            return;
        }

        if (entry.Claimed == 0)
        {
            _claimed.Add(entry);
        }

        entry.Claimed |= 1 << column;
    }

    /// <summary><see cref="Set"/> for every column.</summary>
    public bool SetAll(RecordEntry entry, object?[] cells)
    {
        var changed = false;
        for (var column = 0; column < cells.Length; column++)
        {
            changed |= Set(entry, column, cells[column]);
        }

        return changed;
    }

    /// <summary><see cref="Set"/> for every column that the batch has said nothing about yet.</summary>
    public bool FillAll(RecordEntry entry, object?[] cells)
    {
        var changed = false;
        for (var column = 0; column < cells.Length; column++)
        {
            changed |= (entry.Said & (1 << column)) == 0 && Set(entry, column, cells[column]);
        }

        return changed;
    }

    /// <summary>Writes what is new and what has changed.</summary>
    public void Flush()
    {
        // In key order the index grows at its end.
        _added.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        _session.Insert(Table, _shopId, _batchId, _added);
        _added.ForEach(entry => entry.IsWaiting = false);
        _added.Clear();
        _session.Update(Table.Name, _changes);
        _session.InsertChanges(_batchId, Table.Entity, _replaced);
        _changes.Clear();
        _replaced.Clear();
        _claimed.ForEach(entry => _claims.Add(entry.Id, entry.Claimed));
        _claimed.ForEach(entry => entry.Claimed = 0);
        _claimed.Clear();
        _claims.Flush();
    }

    /// <summary>Writes everything and forgets it.</summary>
    public void Evict()
    {
        Flush();
        _known.Entries.Clear();
        _known.MustLook = true;
    }

    private static int FilledColumns(RecordEntry entry)
    {
        var bits = 0;
        for (var column = 0; column < entry.Cells.Length; column++)
        {
            bits |= entry.Cells[column] is null ? 0 : 1 << column;
        }

        return bits;
    }

    private long NextId()
    {
        if (_idsTaken == _ids.Count)
        {
            _ids = _session.TakeIds(Table);
            _idsTaken = 0;
        }

        return _ids.First + _idsTaken++;
    }
}
