using System.Runtime.InteropServices;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Puts lines of orders into the record. What the first line of an order in a file says about the order holds; later
/// lines only add what it left open, so that the same file says the same thing every time.
/// </summary>
internal sealed class OrderMerger(
    IBulkSession session, KnownRecords known, ImportBatch batch, RecordCache orders, RecordCache customers, RecordCache products)
{
    /// <summary>Lines kept in memory to recognise repeats; about 80 bytes each.</summary>
    private const int LineCapacity = 600_000;

    private static readonly int s_customer = RecordTable.Orders.IndexOf(nameof(Order.CustomerId));
    private static readonly int s_country = RecordTable.Orders.IndexOf(nameof(Order.Country));
    private static readonly int s_title = RecordTable.Products.IndexOf(nameof(Product.Title));
    private static readonly int s_category = RecordTable.Products.IndexOf(nameof(Product.Category));
    private static readonly int s_isProduct = RecordTable.Products.IndexOf(nameof(Product.IsProduct));
    private static readonly int s_inCatalog = RecordTable.Products.IndexOf(nameof(Product.InCatalog));

    private readonly long _batchId = batch.Id;
    private readonly List<LineState> _added = known.Empty();
    private readonly List<CellChange> _changes = [];
    private readonly List<CellChange> _replaced = [];
    private readonly ClaimBook _claims = new(session, batch.Id, ChangedEntity.OrderLine);
    private readonly int _attributesBit = 1 << (RecordTable.LineColumns.Count - 1);
    private CorrectionBook? _corrections;
    private RecordEntry? _lastOrder;

    public void Prefetch(IReadOnlyList<ImportedRow> rows)
    {
        var found = orders.Prefetch(rows, row => (row as OrderLineRow)?.OrderKey);
        if (found.Count == 0)
        {
            return;
        }

        var byId = found.ToDictionary(order => order.Id);
        session.LoadLines(byId.Keys, line =>
        {
            Lines(byId[OrderLine.OrderIdOf(line.Id)]).Add(line);
            known.Lines++;
        });
    }

    public RowOutcome Merge(OrderLineRow row)
    {
        var order = _lastOrder is { } last && last.Key == row.OrderKey ? last : orders.Get(row.OrderKey, out _);
        _lastOrder = order;
        var product = products.Get(row.ProductKey, out _);
        var changed = SetProduct(product, row) | SetOrder(order, row);
        var outcome = MergeLine(order, row, (int)product.Id);
        return outcome == RowOutcome.Unchanged && changed ? RowOutcome.Updated : outcome;
    }

    public void FlushLines()
    {
        session.InsertLines(CollectionsMarshal.AsSpan(_added));
        session.Update("OrderLines", _changes);
        session.InsertChanges(_batchId, ChangedEntity.OrderLine, _replaced);
        _added.Clear();
        _changes.Clear();
        _replaced.Clear();
    }

    public void Flush()
    {
        FlushLines();
        _claims.Flush();
        _corrections?.Flush();
        orders.Flush();
    }

    public void EvictIfFull()
    {
        if (orders.IsFull || known.Lines > LineCapacity)
        {
            orders.Evict();
            known.Lines = 0;
            _lastOrder = null;
        }
    }

    private static LineBook Lines(RecordEntry order) => order.Lines ??= new LineBook();

    /// <summary>
    /// A line tells about a product only what no catalogue has told. Titles vary from line to line, so the first stays;
    /// whether it is a product at all is said anew by every file, because the owner may have overruled the rules for it.
    /// </summary>
    private bool SetProduct(RecordEntry product, OrderLineRow row)
    {
        var changed = products.Fill(product, s_title, row.ProductTitle) | products.Fill(product, s_category, row.Category)
            | products.Fill(product, s_inCatalog, false);
        if (!product.IsSeen && product.Cells[s_inCatalog] is false)
        {
            changed |= products.Set(product, s_isProduct, row.IsProduct);
        }

        product.IsSeen = true;
        return changed;
    }

    private bool SetOrder(RecordEntry order, OrderLineRow row)
    {
        if (order.IsSeen && row.Totals is null && (row.CustomerKey is null || (order.Said & (1 << s_customer)) != 0)
            && (row.Country is null || (order.Said & (1 << s_country)) != 0))
        {
            return false;
        }

        var customer = row.CustomerKey is null ? null : (long?)customers.Get(row.CustomerKey, out _).Id;
        var cells = RowCells.OrderOf(row, customer);
        var changed = order.IsSeen ? orders.FillAll(order, cells) : orders.SetAll(order, cells);
        order.IsSeen = true;
        return changed;
    }

    private RowOutcome MergeLine(RecordEntry order, OrderLineRow row, int productId)
    {
        var lines = Lines(order);
        var hash = (long)StableHash.Of(row.AnyPlaceBut is not null && batch.CorrectsBatchId is { } first
            ? (_corrections ??= new CorrectionBook(session, _batchId, first)).KeyOf(row, lines)
            : row.LineKey);
        var index = lines.IndexOf(hash);
        var state = new LineState(
            0, hash, productId, row.Quantity, row.UnitPriceMinor, row.TotalMinor, row.IsReturn, RowCells.Attributes(row), _batchId);
        return index < 0 ? AddLine(order, lines, state) : ChangeLine(lines, index, state);
    }

    private RowOutcome AddLine(RecordEntry order, LineBook lines, LineState state)
    {
        if (lines.NextOrdinal >= OrderLine.MaxLinesPerOrder)
        {
            throw new InvalidOperationException($"An order has more than {OrderLine.MaxLinesPerOrder} lines.");
        }

        state = state with { Id = OrderLine.IdOf(order.Id, lines.NextOrdinal) };
        lines.Add(state);
        _added.Add(state);
        known.Lines++;
        return RowOutcome.Inserted;
    }

    private RowOutcome ChangeLine(LineBook lines, int index, LineState state)
    {
        var before = lines[index];
        if (before.BatchId != _batchId)
        {
            _claims.Add(before.Id, state.Attributes is null ? _attributesBit - 1 : (_attributesBit << 1) - 1);
        }

        state = state with { Id = before.Id, BatchId = before.BatchId, Attributes = state.Attributes ?? before.Attributes };
        if (state == before)
        {
            return RowOutcome.Unchanged;
        }

        lines[index] = state;
        var (old, now) = (CellsOf(before), CellsOf(state));
        for (var i = 0; i < old.Length; i++)
        {
            if (!Equals(old[i], now[i]))
            {
                Note(new CellChange(state.Id, RecordTable.LineColumns[i], old[i], now[i]), before.BatchId);
            }
        }

        return RowOutcome.Updated;
    }

    private void Note(in CellChange change, long broughtBy)
    {
        _changes.Add(change);
        if (broughtBy != _batchId)
        {
            _replaced.Add(change);
        }
    }

    private static object?[] CellsOf(in LineState line) =>
        [(long)line.ProductId, line.Quantity, line.UnitPriceMinor, line.TotalMinor, line.IsReturn, line.Attributes];
}
