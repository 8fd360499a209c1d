using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Writes the columns of the rows side by side, part after part.</summary>
internal sealed class RowSections : IDisposable
{
    private const int Piece = 1 << 13;

    private readonly SessionAssigner _sessions;
    private readonly OrderBook _orders;
    private readonly ItemSection _items;
    private readonly int[] _countries;
    private readonly ColumnSlot<int> _customer, _item, _session, _order;
    private readonly ColumnSlot<InteractionKind> _kind;
    private readonly ColumnSlot<long> _time, _amount;
    private readonly ColumnSlot<float> _quantity;
    private readonly ColumnSlot<int>?[] _attributes;
    private readonly int _ownWidth;
    private readonly ColumnSlot<short>? _own;

    /// <param name="file">Where to.</param>
    /// <param name="census">How many rows there are.</param>
    /// <param name="sessions">Gives each row its session.</param>
    /// <param name="orders">Gives each row its order.</param>
    /// <param name="items">Learns from the rows.</param>
    /// <param name="countries">Gets each owner's latest country.</param>
    /// <param name="ownWidth">How many own attributes the shop's events have.</param>
    public RowSections(ColumnFileWriter file, RowCensus census, SessionAssigner sessions, OrderBook orders, ItemSection items, int[] countries, int ownWidth)
    {
        (_sessions, _orders, _items, _countries) = (sessions, orders, items, countries);
        _customer = new(file, SnapshotSections.RowCustomer, census.RowCount);
        _item = new(file, SnapshotSections.RowItem, census.RowCount);
        _kind = new(file, SnapshotSections.RowKind, census.RowCount);
        _time = new(file, SnapshotSections.RowTime, census.RowCount);
        _quantity = new(file, SnapshotSections.RowQuantity, census.RowCount);
        _amount = new(file, SnapshotSections.RowAmount, census.RowCount);
        _session = new(file, SnapshotSections.RowSession, census.RowCount);
        _order = new(file, SnapshotSections.RowOrder, census.RowCount);
        _attributes = [.. Enum.GetValues<RowAttribute>().Select(attribute => census.UsesAttribute[(int)attribute]
            ? new ColumnSlot<int>(file, SnapshotSections.Codes(SnapshotSections.Attribute(attribute)), census.RowCount)
            : null)];
        _ownWidth = ownWidth;
        _own = ownWidth == 0 ? null : new ColumnSlot<short>(file, SnapshotSections.RowOwn, checked(census.RowCount * ownWidth), Piece * ownWidth);
    }

    public void Write(SortedRows part)
    {
        for (var from = 0; from < part.Count; from += Piece)
        {
            var rows = part.Rows.Slice(from, Math.Min(Piece, part.Count - from));
            var attributes = part.Attributes.IsEmpty ? [] : part.Attributes.Slice(from, rows.Length);
            WriteRows(rows, attributes);
            WriteAttributes(rows, attributes);
            WriteOwn(part.Own.IsEmpty ? [] : part.Own.Slice(from, rows.Length), rows.Length);
        }
    }

    /// <summary>Ends the sections; every row must have been written.</summary>
    public void Dispose()
    {
        _customer.Dispose();
        _item.Dispose();
        _kind.Dispose();
        _time.Dispose();
        _quantity.Dispose();
        _amount.Dispose();
        _session.Dispose();
        _order.Dispose();
        foreach (var attribute in _attributes)
        {
            attribute?.Dispose();
        }

        _own?.Dispose();
    }

    private void WriteRows(ReadOnlySpan<RawRow> rows, ReadOnlySpan<AttributeCodes> attributes)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            var session = _sessions.Next(row);
            _customer[i] = row.Customer;
            _item[i] = row.Item < 0 ? -1 : _items.Ranks[row.Item];
            _kind[i] = row.Kind;
            _time[i] = row.Time;
            _quantity[i] = row.Quantity;
            _amount[i] = row.Amount;
            _session[i] = session;
            _order[i] = _orders.Next(row, session);
            if (row.Item >= 0)
            {
                _items.Learn(row, attributes.IsEmpty ? -1 : attributes[i][(int)RowAttribute.Category]);
            }
        }

        _customer.Append(rows.Length);
        _item.Append(rows.Length);
        _kind.Append(rows.Length);
        _time.Append(rows.Length);
        _quantity.Append(rows.Length);
        _amount.Append(rows.Length);
        _session.Append(rows.Length);
        _order.Append(rows.Length);
    }

    private void WriteAttributes(ReadOnlySpan<RawRow> rows, ReadOnlySpan<AttributeCodes> attributes)
    {
        for (var attribute = 0; attribute < _attributes.Length; attribute++)
        {
            if (_attributes[attribute] is not { } column)
            {
                continue;
            }

            for (var i = 0; i < rows.Length; i++)
            {
                column[i] = attributes.IsEmpty ? -1 : attributes[i][attribute];
            }

            column.Append(rows.Length);
        }

        for (var i = 0; i < attributes.Length; i++)
        {
            if (rows[i].Customer >= 0 && attributes[i][(int)RowAttribute.Country] is >= 0 and var country)
            {
                _countries[rows[i].Customer] = country;
            }
        }
    }

    // The codes of a row lie together: most shops have few, and whoever asks for one of a row seldom asks for its neighbour.
    private void WriteOwn(ReadOnlySpan<OwnCodes> own, int rows)
    {
        if (_own is null)
        {
            return;
        }

        for (var i = 0; i < rows; i++)
        {
            for (var column = 0; column < _ownWidth; column++)
            {
                _own[(i * _ownWidth) + column] = own.IsEmpty ? (short)-1 : own[i][column];
            }
        }

        _own.Append(rows * _ownWidth);
    }

    /// <summary>A section and the values that go to it next.</summary>
    private sealed class ColumnSlot<T>(ColumnFileWriter file, string name, int rows, int piece = Piece) : IDisposable
        where T : unmanaged
    {
        private readonly T[] _values = new T[piece];
        private readonly ColumnFileWriter.SectionWriter _section = file.Reserve<T>(name, rows);

        public T this[int index]
        {
            set => _values[index] = value;
        }

        public void Append(int count) => _section.Append<T>(_values.AsSpan(0, count));

        public void Dispose() => _section.Dispose();
    }
}
