using System.Numerics.Tensors;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Core.Import;

/// <summary>Adds chunks up to an <see cref="ImportSummary"/>. Not safe for several threads.</summary>
public sealed class ImportTally(string currency)
{
    // 64-bit hashes instead of the ids: eight bytes an order whatever its number looks like. With ten million ids
    // the chance that any two collide is three in a million, and it would shift a count by one.
    private readonly HashSet<ulong> _orders = [];
    private readonly HashSet<ulong> _customers = [];
    private readonly HashSet<ulong> _products = [];
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    // More different words than this are no states of orders, but a column that was taken for one.
    private const int MostStatuses = 50;

    private readonly Dictionary<string, (long Lines, long Revenue)> _byCurrency = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _otherCurrencies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _unknownStatuses = new(StringComparer.Ordinal);
    private long _read, _setAside, _absorbed, _returns, _notProducts, _anonymous, _repeated, _stated;
    private bool _hasStated;
    private DateTime? _from, _to;
    private string? _lastOrder, _lastCustomer;

    public void Add(ImportedChunk chunk)
    {
        _read += chunk.RowsRead;
        _absorbed += chunk.RowsAbsorbed;
        _setAside += chunk.SetAside.Count;
        foreach (var row in chunk.SetAside)
        {
            _reasons[row.Reason] = _reasons.GetValueOrDefault(row.Reason) + 1;
            if (row is { Reason: RowReasons.OtherCurrency, Detail: { } other })
            {
                _otherCurrencies[other] = _otherCurrencies.GetValueOrDefault(other) + 1;
            }
        }

        if (chunk.Rows is EventBlock events)
        {
            AddEvents(events);
            return;
        }

        foreach (var row in chunk.Rows)
        {
            Add(row);
        }
    }

    public ImportSummary ToSummary()
    {
        var shown = _byCurrency.Count == 1 ? _byCurrency.Keys.Single() : currency;
        return new ImportSummary
        {
            RowsRead = _read,
            RowsSetAside = _setAside,
            RowsAbsorbed = _absorbed,
            Orders = _orders.Count,
            Customers = _customers.Count,
            Products = _products.Count,
            RevenueMinor = _byCurrency.GetValueOrDefault(shown).Revenue,
            StatedTotalMinor = _hasStated ? _stated : null,
            Currency = shown,
            OtherCurrencyLines = _byCurrency.Where(pair => pair.Key != shown).Sum(pair => pair.Value.Lines),
            Currencies = Currencies(),
            UnknownStatuses = [.. _unknownStatuses.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new StatusCount(pair.Key, pair.Value))],
            FromUtc = _from,
            ToUtc = _to,
            Returns = _returns,
            NotProductLines = _notProducts,
            WithoutCustomer = _anonymous,
            Repeated = _repeated,
            SetAsideByReason = _reasons,
        };
    }

    private List<CurrencyCount> Currencies() =>
    [
        .. _byCurrency.Keys.Union(_otherCurrencies.Keys)
            .Select(code => new CurrencyCount(code, _byCurrency.GetValueOrDefault(code).Lines, _otherCurrencies.GetValueOrDefault(code), _byCurrency.GetValueOrDefault(code).Revenue))
            .OrderByDescending(count => count.Currency == currency).ThenByDescending(count => count.Lines + count.SetAside).ThenBy(count => count.Currency, StringComparer.Ordinal),
    ];

    private void Add(ImportedRow row)
    {
        switch (row)
        {
            case OrderLineRow line: AddLine(line); break;
            case EventRow happening: AddEvent(happening); break;
            case ProductRow product: AddProduct(product.ProductKey, product.IsProduct); break;
            case CustomerRow customer: AddCustomer(customer.CustomerKey); break;
            case ReviewRow review: AddReview(review); break;
            default: throw new InvalidOperationException($"Unknown row type {row.GetType().Name}.");
        }
    }

    private void AddLine(OrderLineRow line)
    {
        if (!ReferenceEquals(line.OrderKey, _lastOrder))
        {
            _lastOrder = line.OrderKey;
            _ = _orders.Add(StableHash.Of(line.OrderKey));
        }

        AddCustomer(line.CustomerKey);
        AddProduct(line.ProductKey, line.IsProduct);
        AddTime(line.OrderedUtc);
        var sum = _byCurrency.GetValueOrDefault(line.Currency);
        _byCurrency[line.Currency] = (sum.Lines + 1, sum.Revenue + (line.Status.CountsAsRevenue() ? line.TotalMinor : 0));
        if (line.UnknownStatus is { } words && (_unknownStatuses.TryGetValue(words, out var known) || _unknownStatuses.Count < MostStatuses))
        {
            _unknownStatuses[words] = known + 1;
        }

        _returns += line.IsReturn ? 1 : 0;
        _notProducts += line.IsProduct ? 0 : 1;
        _repeated += line.IsRepeat ? 1 : 0;
        if (line.Totals?.TotalMinor is { } total)
        {
            _hasStated = true;
            _stated += line.Status.CountsAsRevenue() ? total : 0;
        }
    }

    private void AddEvent(EventRow happening)
    {
        AddCustomer(happening.CustomerKey);
        AddProduct(happening.ProductKey, isProduct: true);
        AddTime(happening.OccurredUtc);
    }

    private void AddEvents(EventBlock events)
    {
        if (events.Count == 0)
        {
            return;
        }

        AddTexts(events, EventText.Customer, _customers);
        AddTexts(events, EventText.Product, _products);
        var customers = events.Codes(EventText.Customer);
        _anonymous += customers.IsEmpty ? events.Count : customers.Count(-1);
        var ticks = events.Ticks.AsSpan(0, events.Count);
        AddTime(new DateTime(TensorPrimitives.Min<long>(ticks), DateTimeKind.Utc));
        AddTime(new DateTime(TensorPrimitives.Max<long>(ticks), DateTimeKind.Utc));
    }

    // Hashes of bytes here and of letters elsewhere: a file has events or other rows, never both.
    private static void AddTexts(EventBlock events, EventText column, HashSet<ulong> different)
    {
        var texts = events.Texts(column);
        for (var code = 0; code < texts.Count; code++)
        {
            _ = different.Add(texts.HashOf(code));
        }
    }

    private void AddReview(ReviewRow review)
    {
        AddCustomer(review.CustomerKey);
        AddProduct(review.ProductKey, isProduct: true);
        if (review.WrittenUtc is { } written)
        {
            AddTime(written);
        }
    }

    private void AddCustomer(string? key)
    {
        if (key is null)
        {
            _anonymous++;
        }
        else if (!ReferenceEquals(key, _lastCustomer))
        {
            _lastCustomer = key;
            _ = _customers.Add(StableHash.Of(key));
        }
    }

    private void AddProduct(string? key, bool isProduct)
    {
        if (key is not null && isProduct)
        {
            _ = _products.Add(StableHash.Of(key));
        }
    }

    private void AddTime(DateTime utc)
    {
        _from = _from is { } from && from <= utc ? from : utc;
        _to = _to is { } to && to >= utc ? to : utc;
    }
}
