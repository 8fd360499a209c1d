using System.Globalization;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Core.Import.Reading;

/// <summary>
/// What can only be known in the order of the file: the ordinal of a line among those of the same order and product, and
/// which line of an order is the first and carries its amounts.
/// </summary>
internal sealed class OrderLineFinisher
{
    // Lines of one order stand within a million lines of each other in every export seen; they are usually adjacent.
    private const int Generation = 1_000_000;

    private readonly RecentMap _lines = new(Generation);
    private readonly RecentMap _contents = new(Generation);
    private readonly RecentMap _stated = new(Generation);
    private string? _order;
    private ulong _orderHash;

    public void Finish(List<ImportedRow> rows)
    {
        var span = CollectionsMarshal.AsSpan(rows);
        var kept = 0;
        foreach (var row in span)
        {
            var finished = row is OrderLineRow line ? Finish(line) : row;
            if (finished is not null)
            {
                span[kept++] = finished;
            }
        }

        CollectionsMarshal.SetCount(rows, kept);
    }

    // Null for an order's own discount or refund that a further row of the order repeats.
    private OrderLineRow? Finish(OrderLineRow line)
    {
        if (!ReferenceEquals(line.OrderKey, _order))
        {
            _order = line.OrderKey;
            _orderHash = StableHash.Of(line.OrderKey);
        }

        var identity = StableHash.Combine(_orderHash, StableHash.Of(line.LineKey));
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

    private static ulong Content(ulong identity, OrderLineRow line)
    {
        var hash = StableHash.Combine(identity, (ulong)BitConverter.DoubleToInt64Bits(line.Quantity));
        hash = StableHash.Combine(hash, (ulong)line.TotalMinor);
        return StableHash.Combine(hash, (ulong)line.OrderedUtc.Ticks);
    }
}
