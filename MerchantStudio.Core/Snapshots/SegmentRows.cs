using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots.Building;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Events;

namespace MerchantStudio.Core.Snapshots;

/// <summary>Adds the rows of an event segment to a builder: codes are translated once per text, not once per row.</summary>
internal sealed class SegmentRows
{
    private static readonly (EventCode Column, RowAttribute Attribute)[] s_attributes =
    [
        (EventCode.Country, RowAttribute.Country), (EventCode.Source, RowAttribute.Source), (EventCode.Device, RowAttribute.Device),
        (EventCode.Category, RowAttribute.Category), (EventCode.Value, RowAttribute.Value),
    ];

    private readonly SnapshotBuilder _builder;
    private readonly EventSegment _segment;
    private readonly InteractionKind[] _kinds;
    private readonly int[] _customers;
    private readonly int[] _visitors;
    private readonly int[] _items;
    private readonly int[] _orders;
    private readonly int[][] _attributes;

    private SegmentRows(SnapshotBuilder builder, EventSegment segment)
    {
        (_builder, _segment) = (builder, segment);
        var names = segment.Texts(EventCode.Name);
        _kinds = [.. Enumerable.Range(0, names.Count).Select(code => builder.KindOf(names[code]))];
        _customers = Translate(EventCode.Customer, builder.Customers);
        _visitors = Translate(EventCode.Visitor, builder.Visitors);
        _items = Translate(EventCode.Product, builder.Items);
        _orders = Translate(EventCode.Order, builder.Orders);
        _attributes = Array.ConvertAll(s_attributes, a => Translate(a.Column, builder.AttributeNames[(int)a.Attribute]));
    }

    public static void Add(SnapshotBuilder builder, EventSegment segment, CancellationToken cancellationToken)
    {
        var rows = new SegmentRows(builder, segment);
        for (var group = 0; group < segment.Groups.Length; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.AddGroup(group);
        }
    }

    private int[] Translate(EventCode column, KeyTable table)
    {
        var texts = _segment.Texts(column);
        var codes = new int[texts.Count];
        for (var code = 0; code < codes.Length; code++)
        {
            codes[code] = table.CodeOf(texts[code]);
        }

        return codes;
    }

    private void AddGroup(int group)
    {
        var count = _segment.Groups[group];
        var first = _builder.Rows.Count;
        var names = _segment.Codes(EventCode.Name, group);
        var customers = _segment.Codes(EventCode.Customer, group);
        var visitors = _segment.Codes(EventCode.Visitor, group);
        var items = _segment.Codes(EventCode.Product, group);
        var orders = _segment.Codes(EventCode.Order, group);
        var times = _segment.Column<long>(EventColumns.Time, group);
        var sessions = _segment.Column<long>(EventColumns.Session, group);
        var quantities = _segment.Column<float>(EventColumns.Quantity, group);
        var prices = _segment.Column<long>(EventColumns.Price, group);
        for (var i = 0; i < count; i++)
        {
            var kind = _kinds[names[i]];
            var quantity = quantities.IsEmpty ? 1 : quantities[i];
            _ = _builder.Rows.Add(new RawRow
            {
                Customer = At(customers, i, _customers),
                Visitor = At(visitors, i, _visitors),
                Item = At(items, i, _items),
                Order = At(orders, i, _orders),
                Kind = kind,
                IsEvent = true,
                Time = times[i],
                Quantity = quantity,
                Amount = prices.IsEmpty || prices[i] == EventGroup.NoPrice ? 0 : Amount(kind, prices[i], quantity),
                Session = sessions.IsEmpty ? 0 : sessions[i],
            });
        }

        AddAttributes(group, first);
    }

    private void AddAttributes(int group, int first)
    {
        for (var a = 0; a < s_attributes.Length; a++)
        {
            var codes = _segment.Codes(s_attributes[a].Column, group);
            var column = _builder.Rows.Attribute(s_attributes[a].Attribute);
            for (var i = 0; i < codes.Length; i++)
            {
                column.Set(first + i, At(codes, i, _attributes[a]));
            }
        }
    }

    private static int At(ReadOnlySpan<int> codes, int row, int[] translation) =>
        codes.IsEmpty || codes[row] < 0 ? -1 : translation[codes[row]];

    /// <summary>A refund takes money back whichever sign the log gives it.</summary>
    private static long Amount(InteractionKind kind, long priceMinor, float quantity)
    {
        var amount = (long)Math.Round((double)priceMinor * quantity, MidpointRounding.AwayFromZero);
        return kind == InteractionKind.Refund ? -Math.Abs(amount) : amount;
    }
}
