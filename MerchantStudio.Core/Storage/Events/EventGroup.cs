using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.Model;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>Rows of a segment that are being collected until they fill a group.</summary>
internal sealed class EventGroup
{
    /// <summary>Price of a row that has none.</summary>
    public const long NoPrice = long.MinValue;

    private readonly long[] _keys = new long[EventColumns.RowsPerGroup];
    private readonly long[] _times = new long[EventColumns.RowsPerGroup];
    private readonly long[] _sessions = new long[EventColumns.RowsPerGroup];
    private readonly float[] _quantities = new float[EventColumns.RowsPerGroup];
    private readonly long[] _prices = new long[EventColumns.RowsPerGroup];
    private readonly string?[] _attributes = new string?[EventColumns.RowsPerGroup];
    private readonly int[][] _codes = [.. EventColumns.Coded.Select(_ => new int[EventColumns.RowsPerGroup])];

    public int Count { get; private set; }

    public bool IsFull => Count == EventColumns.RowsPerGroup;

    public void Add(EventRow row, long keyHash, KeyTable[] tables)
    {
        var i = Count++;
        _keys[i] = keyHash;
        _times[i] = UtcMilliseconds.From(row.OccurredUtc);
        _sessions[i] = EventSegment.SessionHash(row.SessionKey);
        _quantities[i] = (float)row.Quantity;
        _prices[i] = row.PriceMinor ?? NoPrice;
        _attributes[i] = RowCells.Attributes(row);
        Code(EventCode.Name, i, row.Name, tables);
        Code(EventCode.Customer, i, row.CustomerKey, tables);
        Code(EventCode.Visitor, i, row.VisitorKey, tables);
        Code(EventCode.Product, i, row.ProductKey, tables);
        Code(EventCode.Order, i, row.OrderKey, tables);
        Code(EventCode.Category, i, row.Category, tables);
        Code(EventCode.Country, i, row.Country, tables);
        Code(EventCode.Source, i, row.Source, tables);
        Code(EventCode.Device, i, row.Device, tables);
        Code(EventCode.Value, i, row.Value, tables);
    }

    /// <summary>Writes the rows as the group with this number and starts the next.</summary>
    public void Write(ColumnFileWriter file, int group)
    {
        Write(file, group, EventColumns.KeyHash, _keys, absent: null);
        Write(file, group, EventColumns.Time, _times, absent: null);
        Write(file, group, EventColumns.Session, _sessions, 0);
        Write(file, group, EventColumns.Quantity, _quantities, 1);
        Write(file, group, EventColumns.Price, _prices, NoPrice);
        for (var column = 0; column < _codes.Length; column++)
        {
            Write(file, group, EventColumns.Coded[column], _codes[column], -1);
        }

        if (Array.Exists(_attributes, text => text is not null))
        {
            file.WriteStrings(EventColumns.InGroup(EventColumns.Attributes, group), _attributes.AsSpan(0, Count).ToArray());
        }

        Array.Clear(_attributes);
        Count = 0;
    }

    private void Code(EventCode column, int row, string? text, KeyTable[] tables) =>
        _codes[(int)column][row] = text is null ? -1 : tables[(int)column].CodeOf(text);

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
