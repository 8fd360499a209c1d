using System.Globalization;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Core.Import.Reading;

/// <summary>
/// What can only be known in the order of the file: the ordinal of a line among those of the same order and product, and
/// which line of an order is the first and carries its amounts.
/// </summary>
/// <param name="hasLineIds">Whether the file numbers its lines, so that none needs counting when it comes back corrected.</param>
internal sealed class OrderLineFinisher(bool hasLineIds = false)
{
    // Lines of one order stand within a million lines of each other in every export seen; they are usually adjacent.
    private const int Generation = 1_000_000;

    private readonly RecentMap _lines = new(Generation);
    private readonly RecentMap _contents = new(Generation);
    private readonly RecentMap _stated = new(Generation);
    private string? _order;
    private ulong _orderHash;

    /// <param name="rows">In the order of the file.</param>
    /// <param name="setAside">Rows of the same part of the file; each keeps its place among the lines of its order.</param>
    public void Finish(List<ImportedRow> rows, List<SetAsideRow> setAside)
    {
        var span = CollectionsMarshal.AsSpan(rows);
        var kept = 0;
        var refused = 0;
        foreach (var row in span)
        {
            while (refused < setAside.Count && setAside[refused].RowNumber < row.RowNumber)
            {
                setAside[refused] = Place(setAside[refused++]);
            }

            var finished = row is OrderLineRow line ? Finish(line) : row;
            if (finished is not null)
            {
                span[kept++] = finished;
            }
        }

        CollectionsMarshal.SetCount(rows, kept);
        for (; refused < setAside.Count; refused++)
        {
            setAside[refused] = Place(setAside[refused]);
        }
    }

    private SetAsideRow Place(SetAsideRow row) => row.Mark is not { Line: not 0 } mark
        ? row
        : row with { Mark = mark with { Ordinal = _lines.Count(mark.Line) } };

    // Null for an order's own discount or refund that a further row of the order repeats.
    private OrderLineRow? Finish(OrderLineRow line)
    {
        if (!ReferenceEquals(line.OrderKey, _order))
        {
            _order = line.OrderKey;
            _orderHash = StableHash.Of(line.OrderKey);
        }

        var identity = LinePlace.Of(_orderHash, line.LineKey);
        if (line.Mark is { } mark && !hasLineIds && line.LineKey is not (OrderLineBuilder.DiscountLine or OrderLineBuilder.RefundLine))
        {
            return Corrected(line, mark, identity);
        }

        var ordinal = _lines.Count(identity);
        if (ordinal > 1)
        {
            if (line.LineKey is OrderLineBuilder.DiscountLine or OrderLineBuilder.RefundLine)
            {
                return null;
            }

            line = line with
            {
                LineKey = string.Create(CultureInfo.InvariantCulture, $"{line.LineKey}#{ordinal}"),
                IsRepeat = _contents.Count(Content(identity, line)) > 1,
            };
        }
        else
        {
            _ = _contents.Count(Content(identity, line));
        }

        return line.Totals is not null && _stated.Count(_orderHash) > 1 ? line with { Totals = null } : line;
    }

    // The other lines of the order stand in the file that came first: the row's own count would always begin at one.
    private static OrderLineRow Corrected(OrderLineRow line, RowMark mark, ulong identity) => mark switch
    {
        { Ordinal: 0 } => line with { AnyPlaceBut = [] },
        _ when mark.Line != identity => line with { AnyPlaceBut = [] },
        { Ordinal: 1 } => line,
        _ => line with { LineKey = string.Create(CultureInfo.InvariantCulture, $"{line.LineKey}#{mark.Ordinal}") },
    };

    private static ulong Content(ulong identity, OrderLineRow line)
    {
        var hash = StableHash.Combine(identity, (ulong)BitConverter.DoubleToInt64Bits(line.Quantity));
        hash = StableHash.Combine(hash, (ulong)line.TotalMinor);
        return StableHash.Combine(hash, (ulong)line.OrderedUtc.Ticks);
    }
}
