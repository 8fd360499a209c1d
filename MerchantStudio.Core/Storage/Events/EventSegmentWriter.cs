using System.Buffers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>
/// Writes one batch's events to a segment, leaving out those whose key is known. Memory holds one group of rows and the
/// different texts, not the rows.
/// </summary>
internal sealed class EventSegmentWriter(string path, EventKeySet known) : IDisposable
{
    private const int Unknown = -2;
    private const int Ahead = 8;

    /// <summary>Groups after which the disk is set to work, so that little is left to wait for at the end.</summary>
    private const int GroupsPerFlush = 8;

    private readonly ColumnFileWriter _file = new(path);
    private readonly Utf8Table[] _tables = [.. EventColumns.Coded.Select(_ => new Utf8Table())];
    private readonly int[][] _codes = [.. EventColumns.Coded.Select(_ => Array.Empty<int>())];
    private readonly OwnEventColumns _own = new();
    private readonly EventGroup _group = new();
    private readonly List<int> _groups = [];
    private long[] _sessions = [];
    private int[] _wanted = [];

    /// <summary>Adds events and tells each row's outcome.</summary>
    public void Add(EventBlock events, OutcomeTally tally)
    {
        var isNew = ArrayPool<bool>.Shared.Rent(Math.Max(1, events.Count));
        var taken = ArrayPool<int>.Shared.Rent(Math.Max(1, events.Count));
        known.Add(events.Keys.AsSpan(0, events.Count), isNew);
        var count = 0;
        for (var row = 0; row < events.Count; row++)
        {
            tally.Add(events.RowNumbers[row], isNew[row] ? RowOutcome.Inserted : RowOutcome.Unchanged);
            taken[count] = row;
            count += isNew[row] ? 1 : 0;
        }

        Translate(events, taken.AsSpan(0, count));
        var own = _own.Translate(events, taken.AsSpan(0, count));
        for (ReadOnlySpan<int> rows = taken.AsSpan(0, count); rows.Length > 0;)
        {
            var fitting = Math.Min(rows.Length, _group.Room);
            _group.Add(events, rows[..fitting], _codes, own, _sessions);
            rows = rows[fitting..];
            if (_group.Room == 0)
            {
                WriteGroup();
            }
        }

        ArrayPool<bool>.Shared.Return(isNew);
        ArrayPool<int>.Shared.Return(taken);
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
            _file.WriteTexts(EventColumns.Coded[column], _tables[column]);
        }

        _own.Write(_file);
        _file.Write<int>(EventColumns.Groups, _groups.ToArray());
        _file.Complete();
    }

    public void Dispose() => _file.Dispose();

    // The segment's code of each of the block's texts that a taken row has; what only known events name stays out.
    private void Translate(EventBlock events, ReadOnlySpan<int> taken)
    {
        for (var column = 0; column < _tables.Length; column++)
        {
            var codes = events.Codes((EventText)column);
            if (codes.IsEmpty)
            {
                continue;
            }

            var texts = events.Texts((EventText)column);
            var translation = Room(ref _codes[column], texts.Count);
            translation.Fill(Unknown);
            var wanted = Room(ref _wanted, texts.Count);
            var count = 0;
            foreach (var row in taken)
            {
                if (codes[row] is >= 0 and var code && translation[code] == Unknown)
                {
                    (wanted[count++], translation[code]) = (code, -1);
                }
            }

            Look(_tables[column], texts, wanted[..count], translation);
        }

        var sessions = events.Texts(EventText.Session);
        var hashes = Room(ref _sessions, sessions.Count);
        for (var code = 0; code < sessions.Count; code++)
        {
            hashes[code] = EventSegment.SessionHash(sessions.HashOf(code));
        }
    }

    // A large table's places lie all over the memory: each is asked for a few texts before its turn.
    private static void Look(Utf8Table table, Utf8Table texts, ReadOnlySpan<int> wanted, Span<int> translation)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (i + Ahead < wanted.Length)
            {
                table.Prefetch(texts.HashOf(wanted[i + Ahead]));
            }

            translation[wanted[i]] = table.CodeOf(texts[wanted[i]], texts.HashOf(wanted[i]));
        }
    }

    private static Span<T> Room<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[length * 2];
        }

        return array.AsSpan(0, length);
    }

    private void WriteGroup()
    {
        _groups.Add(_group.Count);
        _group.Write(_file, _groups.Count - 1);
        if (_groups.Count % GroupsPerFlush == 0)
        {
            _file.BeginFlush();
        }
    }
}
