using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>What all lines of an order share.</summary>
internal sealed record OrderHead
{
    public required string OrderKey { get; init; }
    public required DateTime OrderedUtc { get; init; }
    public required string Currency { get; init; }
    public string? CustomerKey { get; init; }
    public OrderStatus Status { get; init; }
    public string? UnknownStatus { get; init; }
    public string? Country { get; init; }
    public OrderTotals? Totals { get; init; }
}

/// <summary>Reads the parts of order rows that every layout has in common.</summary>
internal sealed class OrderLineBuilder(ColumnMapping mapping)
{
    /// <summary>Product key of a row that only states what a whole order came to.</summary>
    public const string WholeOrder = "order";

    public const string DiscountLine = "discount";
    public const string RefundLine = "refund";

    private static readonly ScaledNumber s_one = new(1, 0);
    private static readonly ImportField[] s_amounts = [ImportField.UnitPrice, ImportField.LineTotal, ImportField.Total];

    private readonly NotProductRules _rules = new(mapping);
    private readonly bool _hasProduct = mapping.Columns.ContainsKey(ImportField.ProductId) || mapping.Columns.ContainsKey(ImportField.ProductTitle);
    private readonly bool _hasTotals = new[] { ImportField.Subtotal, ImportField.Shipping, ImportField.Tax, ImportField.Discount, ImportField.Total, ImportField.Refunded }
        .Any(mapping.Columns.ContainsKey);
    private readonly Dictionary<string, (OrderStatus Status, bool IsKnown)> _statuses =
        mapping.Statuses.ToDictionary(pair => pair.Key, pair => (pair.Value, true), StringComparer.Ordinal);

    public OrderHead ReadHead(CellReader cells)
    {
        var currency = cells.CurrencyOf(ImportField.Currency);
        if (currency != cells.ShopCurrency && mapping.OtherCurrencies == OtherCurrencyRule.SetAside && cells.Fault is null)
        {
            cells.Fail(RowReasons.OtherCurrency, ImportField.Currency, Encoding.UTF8.GetBytes(currency));
        }

        var (status, unknown) = ReadStatus(cells);
        var customer = cells.Customer();
        var time = cells.RequiredTime(ImportField.OrderedAt);
        return new OrderHead
        {
            OrderKey = ReadOrderKey(cells, customer, time),
            OrderedUtc = time,
            Currency = currency,
            CustomerKey = customer,
            Status = status,
            UnknownStatus = unknown,
            Country = cells.Word(ImportField.Country),
            Totals = _hasTotals ? ReadTotals(cells, currency) : null,
        };
    }

    public OrderLineRow ReadLine(CellReader cells, OrderHead head, long rowNumber)
    {
        var title = cells.Word(ImportField.ProductTitle);
        var product = _hasProduct ? cells.Key(ImportField.ProductId) ?? title ?? cells.RequiredKey(ImportField.ProductId) : WholeOrder;
        var quantity = ReadQuantity(cells, head.OrderKey);
        var (unit, total) = ReadAmounts(cells, head, quantity);

        // A negative price is a correction of the books, not goods.
        var isGoods = total == 0 || total > 0 == quantity.Mantissa > 0;
        return new OrderLineRow
        {
            RowNumber = rowNumber,
            OrderKey = head.OrderKey,
            LineKey = cells.Key(ImportField.LineId) ?? LineKey(product, cells.Word(ImportField.Variant)),
            CustomerKey = head.CustomerKey,
            ProductKey = product,
            ProductTitle = title,
            Category = cells.Word(ImportField.Category),
            IsProduct = _hasProduct && isGoods && _rules.IsProduct(product, title),
            Quantity = quantity.ToDouble(),
            UnitPriceMinor = unit,
            TotalMinor = total,
            Currency = head.Currency,
            OrderedUtc = head.OrderedUtc,
            Status = head.Status,
            UnknownStatus = head.UnknownStatus,
            IsReturn = quantity.Mantissa < 0,
            Country = head.Country,
            Totals = head.Totals,
            Attributes = cells.Attributes(),
        };
    }

    /// <summary>
    /// The lines of money that go with an order's first row: its discount where that is still to be taken off, and what
    /// was paid back.
    /// </summary>
    public IEnumerable<OrderLineRow> MoneyLines(OrderHead head, long rowNumber)
    {
        if (mapping.DiscountIsExtra && head.Totals?.DiscountMinor is > 0 and var discount)
        {
            yield return MoneyLine(head, rowNumber, DiscountLine, DiscountLine, -discount);
        }

        if (head.Totals?.RefundedMinor is > 0 and var refunded)
        {
            yield return MoneyLine(head, rowNumber, RefundLine, RefundLine, -refunded);
        }
    }

    /// <summary>What takes a line back whose order was refunded in full by a file that states no refunded amount; else null.</summary>
    public OrderLineRow? RefundOf(OrderHead head, OrderLineRow line) =>
        head.Status == OrderStatus.Refunded && line.TotalMinor > 0 && !mapping.Columns.ContainsKey(ImportField.Refunded)
            ? MoneyLine(head, line.RowNumber, RefundLine, $"{RefundLine}/{line.LineKey}", -line.TotalMinor)
            : null;

    private static OrderLineRow MoneyLine(OrderHead head, long rowNumber, string product, string lineKey, long totalMinor) => new()
    {
        RowNumber = rowNumber,
        OrderKey = head.OrderKey,
        LineKey = lineKey,
        CustomerKey = head.CustomerKey,
        ProductKey = product,
        IsProduct = false,
        Quantity = 1,
        UnitPriceMinor = totalMinor,
        TotalMinor = totalMinor,
        Currency = head.Currency,
        OrderedUtc = head.OrderedUtc,
        Status = head.Status,
        IsReturn = product == RefundLine,
        Country = head.Country,
    };

    /// <summary>What tells a line of an order from the others of the file; 0 when the row does not say.</summary>
    public ulong PlaceOf(CellReader cells, string? order)
    {
        var title = cells.Word(ImportField.ProductTitle);
        var product = _hasProduct ? cells.Key(ImportField.ProductId) ?? title : WholeOrder;
        return order is null || product is null || cells.Fault?.Reason == RowReasons.RoundedId
            ? 0
            : LinePlace.Of(order, cells.Key(ImportField.LineId) ?? LineKey(product, cells.Word(ImportField.Variant)));
    }

    private static string LineKey(string product, string? variant) => variant is null ? product : $"{product}/{variant}";

    private static string ReadOrderKey(CellReader cells, string? customer, DateTime time)
    {
        if (cells.Columns.Has(ImportField.OrderId))
        {
            return cells.RequiredKey(ImportField.OrderId);
        }

        // A list of purchases without order numbers: what one customer bought at one moment is an order.
        return customer is null ? cells.RequiredKey(ImportField.CustomerId) : FormattableString.Invariant($"{customer}@{time:yyyyMMddTHHmmss}");
    }

    private (OrderStatus Status, string? Unknown) ReadStatus(CellReader cells)
    {
        if (!cells.IsBlank(ImportField.CancelledAt))
        {
            return (OrderStatus.Cancelled, null);
        }

        if (cells.Word(ImportField.Status) is not { } words)
        {
            return (OrderStatus.Completed, null);
        }

        if (!_statuses.TryGetValue(words, out var status))
        {
            status = StatusText.Parse(words);
            _statuses[words] = status;
        }

        return (status.Status, status.IsKnown ? null : words);
    }

    private static OrderTotals ReadTotals(CellReader cells, string currency) => new()
    {
        SubtotalMinor = cells.Minor(ImportField.Subtotal, currency),
        ShippingMinor = cells.Minor(ImportField.Shipping, currency),
        TaxMinor = cells.Minor(ImportField.Tax, currency),
        DiscountMinor = cells.Minor(ImportField.Discount, currency),
        TotalMinor = cells.Minor(ImportField.Total, currency),
        RefundedMinor = cells.Minor(ImportField.Refunded, currency),
    };

    private ScaledNumber ReadQuantity(CellReader cells, string order)
    {
        if (!cells.Columns.Has(ImportField.Quantity))
        {
            return s_one;
        }

        var quantity = cells.Number(ImportField.Quantity);
        if (quantity is null)
        {
            cells.Fail(RowReasons.MissingValue, ImportField.Quantity);
            return s_one;
        }

        var isReturned = mapping.ReturnOrderPrefix is { } prefix && order.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        return isReturned && quantity.Value.Mantissa > 0 ? quantity.Value with { Mantissa = -quantity.Value.Mantissa } : quantity.Value;
    }

    private static (long Unit, long Total) ReadAmounts(CellReader cells, OrderHead head, ScaledNumber quantity)
    {
        var digits = Currencies.MinorDigits(head.Currency);
        var price = cells.Number(ImportField.UnitPrice);
        var stated = cells.Minor(ImportField.LineTotal, head.Currency);
        if (price is null && stated is null && !cells.Columns.Has(ImportField.UnitPrice) && !cells.Columns.Has(ImportField.LineTotal))
        {
            stated = head.Totals?.TotalMinor;
        }

        if (price is null && stated is null)
        {
            cells.Fail(RowReasons.MissingValue, s_amounts.FirstOrDefault(cells.Columns.Has, ImportField.UnitPrice));
            return default;
        }

        var total = stated ?? cells.Fitting(ScaledNumber.LineTotal(price!.Value, quantity, digits), ImportField.UnitPrice);
        var unit = price is { } known ? cells.Fitting(known.ToMinor(digits), ImportField.UnitPrice) : UnitOf(total, quantity);
        return (unit, total);
    }

    private static long UnitOf(long total, ScaledNumber quantity) => quantity.Mantissa == 0
        ? total
        : (long)Math.Round(total / quantity.ToDouble(), MidpointRounding.AwayFromZero);
}
