using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots.Building;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Events;

namespace MerchantStudio.Core.Snapshots;

/// <summary>The rows of an event segment in a builder's codes, which are looked up once per text, not once per row.</summary>
internal sealed class SegmentRows : IRowSource
{
    private static readonly (EventText Column, RowAttribute Attribute)[] s_attributes =
    [
        (EventText.Country, RowAttribute.Country), (EventText.Source, RowAttribute.Source), (EventText.Device, RowAttribute.Device),
        (EventText.Category, RowAttribute.Category), (EventText.Value, RowAttribute.Value),
    ];

    private readonly Func<EventSegment> _open;
    private readonly CancellationToken _cancellationToken;
    private readonly InteractionKind[] _kinds;
    private readonly int[] _customers;
    private readonly int[] _visitors;
    private readonly int[] _items;
    private readonly int[] _orders;
    private readonly int[][] _attributes;
    private readonly int[] _ownColumns;
    private readonly short[][] _own;

    /// <param name="builder">Gets the segment's texts.</param>
    /// <param name="open">Opens the segment.</param>
    /// <param name="cancellationToken">Cancels every going through the rows.</param>
    public SegmentRows(SnapshotBuilder builder, Func<EventSegment> open, CancellationToken cancellationToken)
    {
        (_open, _cancellationToken) = (open, cancellationToken);
        using var segment = open();
        var names = segment.Texts(EventText.Name);
        _kinds = [.. Enumerable.Range(0, names.Count).Select(code => builder.KindOf(names[code]))];
        _customers = Translate(segment.Texts(EventText.Customer), builder.Customers);
        _visitors = Translate(segment.Texts(EventText.Visitor), builder.Visitors);
        _items = Translate(segment.Texts(EventText.Product), builder.Items);
        _orders = Translate(segment.Texts(EventText.Order), builder.Orders);
        var own = segment.OwnNames;
        _ownColumns = [.. own.Select((name, i) => segment.OwnTexts(i).Count == 0 ? -1 : builder.Own.ColumnOf(name))];
        _own = [.. _ownColumns.Select((column, i) => column < 0 ? [] : builder.Own.Translate(column, segment.OwnTexts(i)))];
        _attributes = Array.ConvertAll(s_attributes, a => Translate(segment.Texts(a.Column), builder.AttributeNames[(int)a.Attribute]));
    }

    public void Read(Action<RowBatch> visit)
    {
        using var segment = _open();
        var columns = new Columns(segment, _ownColumns);
        var batch = new RowBatch();
        for (var group = 0; group < segment.Groups.Length; group++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var rows = segment.Groups[group];
            columns.Read(group, rows);
            for (var from = 0; from < rows; from += batch.Count)
            {
                batch.Count = Math.Min(RowBatch.Capacity, rows - from);
                Fill(batch, columns, from);
                visit(batch);
            }
        }
    }

    private static int[] Translate(StringTable texts, Utf8Table table)
    {
        var codes = new int[texts.Count];
        for (var code = 0; code < codes.Length; code++)
        {
            codes[code] = table.CodeOf(texts.Utf8(code));
        }

        return codes;
    }

    private void Fill(RowBatch batch, Columns columns, int from)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var at = from + i;
            var (kind, quantity, price) = (_kinds[columns.Names[at]], columns.Quantities[at], columns.Prices[at]);
            batch.Rows[i] = new RawRow
            {
                Customer = At(columns.Customers, at, _customers),
                Visitor = At(columns.Visitors, at, _visitors),
                Item = At(columns.Items, at, _items),
                Order = At(columns.Orders, at, _orders),
                Kind = kind,
                IsEvent = true,
                Time = columns.Times[at],
                Quantity = quantity,
                Amount = price == EventBlock.NoPrice ? 0 : Amount(kind, price, quantity),
                Session = columns.Sessions[at],
            };
        }

        batch.HasAttributes = columns.HasAttributes;
        for (var i = 0; batch.HasAttributes && i < batch.Count; i++)
        {
            for (var a = 0; a < s_attributes.Length; a++)
            {
                batch.Attributes[i][(int)s_attributes[a].Attribute] = At(columns.Attributes[a], from + i, _attributes[a]);
            }
        }

        FillOwn(batch, columns, from);
    }

    private void FillOwn(RowBatch batch, Columns columns, int from)
    {
        batch.HasOwn = columns.HasOwn;
        for (var i = 0; batch.HasOwn && i < batch.Count; i++)
        {
            batch.Own[i] = OwnCodes.None;
            for (var own = 0; own < _own.Length; own++)
            {
                if (columns.Own[own] is { } codes && codes[from + i] is >= 0 and var code)
                {
                    batch.Own[i][_ownColumns[own]] = _own[own][code];
                }
            }
        }
    }

    private static int At(int[] codes, int row, int[] translation) => codes[row] is >= 0 and var code ? translation[code] : -1;

    /// <summary>A refund takes money back whichever sign the log gives it.</summary>
    private static long Amount(InteractionKind kind, long priceMinor, float quantity)
    {
        var amount = (long)Math.Round((double)priceMinor * quantity, MidpointRounding.AwayFromZero);
        return kind == InteractionKind.Refund ? -Math.Abs(amount) : amount;
    }

    /// <summary>The columns of one group; what the group does not have reads as absent in every row.</summary>
    private sealed class Columns(EventSegment segment, int[] ownColumns)
    {
        public int[] Names { get; } = new int[EventColumns.RowsPerGroup];
        public int[] Customers { get; } = new int[EventColumns.RowsPerGroup];
        public int[] Visitors { get; } = new int[EventColumns.RowsPerGroup];
        public int[] Items { get; } = new int[EventColumns.RowsPerGroup];
        public int[] Orders { get; } = new int[EventColumns.RowsPerGroup];
        public long[] Times { get; } = new long[EventColumns.RowsPerGroup];
        public long[] Sessions { get; } = new long[EventColumns.RowsPerGroup];
        public float[] Quantities { get; } = new float[EventColumns.RowsPerGroup];
        public long[] Prices { get; } = new long[EventColumns.RowsPerGroup];
        public int[][] Attributes { get; } = [.. s_attributes.Select(_ => new int[EventColumns.RowsPerGroup])];
        public bool HasAttributes { get; private set; }

        /// <summary>Per own column of the segment that the snapshot shows; null for the others.</summary>
        public int[]?[] Own { get; } = [.. ownColumns.Select(column => column < 0 ? null : new int[EventColumns.RowsPerGroup])];
        public bool HasOwn { get; private set; }

        public void Read(int group, int rows)
        {
            _ = ReadCodes(EventText.Name, Names, group, rows);
            _ = ReadCodes(EventText.Customer, Customers, group, rows);
            _ = ReadCodes(EventText.Visitor, Visitors, group, rows);
            _ = ReadCodes(EventText.Product, Items, group, rows);
            _ = ReadCodes(EventText.Order, Orders, group, rows);
            _ = Read(EventColumns.Time, Times, 0, group, rows);
            _ = Read(EventColumns.Session, Sessions, 0, group, rows);
            _ = Read(EventColumns.Quantity, Quantities, 1, group, rows);
            _ = Read(EventColumns.Price, Prices, EventBlock.NoPrice, group, rows);
            HasAttributes = false;
            for (var a = 0; a < s_attributes.Length; a++)
            {
                HasAttributes |= ReadCodes(s_attributes[a].Column, Attributes[a], group, rows);
            }

            HasOwn = false;
            for (var own = 0; own < Own.Length; own++)
            {
                HasOwn |= Own[own] is { } codes && Read(EventColumns.Own[own], codes, -1, group, rows);
            }
        }

        private bool ReadCodes(EventText column, int[] codes, int group, int rows) =>
            Read(EventColumns.Coded[(int)column], codes, -1, group, rows);

        private bool Read<T>(string column, T[] values, T absent, int group, int rows)
            where T : unmanaged
        {
            var has = segment.Read(column, group, values.AsSpan(0, rows));
            if (!has)
            {
                values.AsSpan(0, rows).Fill(absent);
            }

            return has;
        }
    }
}
