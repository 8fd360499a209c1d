using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>Rows of a segment that are being collected until they fill a group.</summary>
internal sealed class EventGroup
{
    private readonly long[] _keys = new long[EventColumns.RowsPerGroup];
    private readonly long[] _times = new long[EventColumns.RowsPerGroup];
    private readonly long[] _sessions = new long[EventColumns.RowsPerGroup];
    private readonly float[] _quantities = new float[EventColumns.RowsPerGroup];
    private readonly long[] _prices = new long[EventColumns.RowsPerGroup];
    private readonly string?[] _attributes = new string?[EventColumns.RowsPerGroup];
    private readonly int[][] _codes = [.. EventColumns.Coded.Select(_ => new int[EventColumns.RowsPerGroup])];
    private bool _hasAttributes;

    public int Count { get; private set; }

    /// <summary>Rows that still fit.</summary>
    public int Room => EventColumns.RowsPerGroup - Count;

    /// <param name="events">The block that the rows stand in.</param>
    /// <param name="rows">Which of its rows; no more than fit.</param>
    /// <param name="translations">Per coded column: the segment's code of each of the block's.</param>
    /// <param name="sessions">The hash of each of the block's sessions.</param>
    public void Add(EventBlock events, ReadOnlySpan<int> rows, int[][] translations, long[] sessions)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, at) = (rows[i], Count + i);
            _keys[at] = events.Keys[row];
            _times[at] = (events.Ticks[row] - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
            _quantities[at] = (float)events.Quantities[row];
            _prices[at] = events.Prices[row];
            _attributes[at] = events.Attributes(row);
            _hasAttributes |= _attributes[at] is not null;
        }

        Translate(events.Codes(EventText.Session), rows, sessions, 0, _sessions);
        for (var column = 0; column < _codes.Length; column++)
        {
            Translate(events.Codes((EventText)column), rows, translations[column], -1, _codes[column]);
        }

        Count += rows.Length;
    }

    /// <summary>Writes the rows as the group with this number and starts the next.</summary>
    public void Write(ColumnFileWriter file, int group)
    {
        Write(file, group, EventColumns.KeyHash, _keys, absent: null);
        Write(file, group, EventColumns.Time, _times, absent: null);
        Write(file, group, EventColumns.Session, _sessions, 0);
        Write(file, group, EventColumns.Quantity, _quantities, 1);
        Write(file, group, EventColumns.Price, _prices, EventBlock.NoPrice);
        for (var column = 0; column < _codes.Length; column++)
        {
            Write(file, group, EventColumns.Coded[column], _codes[column], -1);
        }

        if (_hasAttributes)
        {
            file.WriteStrings(EventColumns.InGroup(EventColumns.Attributes, group), _attributes.AsSpan(0, Count).ToArray());
            Array.Clear(_attributes);
        }

        (Count, _hasAttributes) = (0, false);
    }

    private void Translate<T>(ReadOnlySpan<int> codes, ReadOnlySpan<int> rows, T[] translation, T absent, T[] to)
    {
        var target = to.AsSpan(Count, rows.Length);
        if (codes.IsEmpty)
        {
            target.Fill(absent);
            return;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            target[i] = codes[rows[i]] is >= 0 and var code ? translation[code] : absent;
        }
    }

    private void Write<T>(ColumnFileWriter file, int group, string column, T[] values, T? absent)
        where T : unmanaged, IEquatable<T>
    {
        ReadOnlySpan<T> rows = values.AsSpan(0, Count);
        if (absent is not { } nothing || rows.ContainsAnyExcept(nothing))
        {
            file.Write(EventColumns.InGroup(column, group), rows);
        }
    }
}
