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
    private readonly int[][] _codes = [.. EventColumns.Coded.Select(_ => new int[EventColumns.RowsPerGroup])];
    private readonly int[]?[] _own = new int[]?[EventBlock.MostOwn];

    public int Count { get; private set; }

    /// <summary>Rows that still fit.</summary>
    public int Room => EventColumns.RowsPerGroup - Count;

    /// <param name="events">The block that the rows stand in.</param>
    /// <param name="rows">Which of its rows; no more than fit.</param>
    /// <param name="translations">Per coded column: the segment's code of each of the block's.</param>
    /// <param name="own">The same of the segment's own columns, with the block's column for each; none where the block has it not.</param>
    /// <param name="sessions">The hash of each of the block's sessions.</param>
    public void Add(EventBlock events, ReadOnlySpan<int> rows, int[][] translations, ReadOnlySpan<OwnTranslation> own, long[] sessions)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, at) = (rows[i], Count + i);
            _keys[at] = events.Keys[row];
            _times[at] = (events.Ticks[row] - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
            _quantities[at] = (float)events.Quantities[row];
            _prices[at] = events.Prices[row];
        }

        Translate(events.Codes(EventText.Session), rows, sessions, 0, _sessions);
        for (var column = 0; column < _codes.Length; column++)
        {
            Translate(events.Codes((EventText)column), rows, translations[column], -1, _codes[column]);
        }

        for (var column = 0; column < own.Length; column++)
        {
            Translate(own[column].Codes(events), rows, own[column].Translation, -1, OwnOf(column));
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

        for (var column = 0; column < _own.Length && _own[column] is { } codes; column++)
        {
            Write(file, group, EventColumns.Own[column], codes, -1);
        }

        Count = 0;
    }

    // The rows before the first block that has the column have nothing there.
    private int[] OwnOf(int column)
    {
        if (_own[column] is not { } codes)
        {
            _own[column] = codes = new int[EventColumns.RowsPerGroup];
            codes.AsSpan(0, Count).Fill(-1);
        }

        return codes;
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
