using System.Text;
using MerchantStudio.Core.Import.Values;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// One row an order, its items in numbered columns (order_item_1, order_item_2…), each packed as
/// <c>product_id:4959|1|30|size: Medium</c>: product, quantity, total, details.
/// </summary>
internal sealed class WideOrderMapper(OrderLineBuilder builder, ColumnMapping mapping) : IRowMapper
{
    public const string ItemColumnStart = "order_item_";

    private readonly NotProductRules _rules = new(mapping);

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var head = builder.ReadHead(cells);
        var attributes = cells.Attributes();
        var lines = new List<OrderLineRow>();
        foreach (var column in cells.Columns.ItemColumns)
        {
            var item = cells.CellAt(column);
            if (!item.IsEmpty && ReadItem(cells, item, head, rowNumber) is { } line)
            {
                lines.Add(line with { Totals = lines.Count == 0 ? head.Totals : null, Attributes = attributes });
            }
        }

        if (lines.Count == 0)
        {
            cells.Fail(RowReasons.BadItem, null);
        }

        if (cells.Fault is null)
        {
            lines.ForEach(sink.Add);
        }
    }

    private OrderLineRow? ReadItem(CellReader cells, ReadOnlySpan<byte> item, OrderHead head, long rowNumber)
    {
        var parts = Encoding.UTF8.GetString(item).Split('|', StringSplitOptions.TrimEntries);
        var product = parts[0][(parts[0].IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (parts.Length < 3 || product.Length == 0 || !TryNumber(parts[1], out var quantity) || !TryNumber(parts[2], out var total)
            || total.ToMinor(Currencies.MinorDigits(head.Currency)) is not { } totalMinor)
        {
            cells.Fail(RowReasons.BadItem, null, item);
            return null;
        }

        return new OrderLineRow
        {
            RowNumber = rowNumber,
            OrderKey = head.OrderKey,
            LineKey = product,
            CustomerKey = head.CustomerKey,
            ProductKey = product,
            IsProduct = _rules.IsProduct(product, null),
            Quantity = quantity.ToDouble(),
            UnitPriceMinor = quantity.Mantissa == 0 ? totalMinor : (long)Math.Round(totalMinor / quantity.ToDouble(), MidpointRounding.AwayFromZero),
            TotalMinor = totalMinor,
            Currency = head.Currency,
            OrderedUtc = head.OrderedUtc,
            Status = head.Status,
            IsReturn = quantity.Mantissa < 0,
            Country = head.Country,
        };
    }

    private static bool TryNumber(string text, out ScaledNumber number) =>
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), decimalComma: false, out number);
}
