using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Invoice lines of a wholesaler's books: number, stock code, quantity, price; cancelled invoices begin with C.</summary>
internal sealed class InvoiceLinesPreset : HeaderPreset
{
    public override string Name => "invoice-lines";
    public override ImportKind Kind => ImportKind.Orders;

    protected override IReadOnlyList<string> Signature => ["InvoiceNo|Invoice", "StockCode", "InvoiceDate", "UnitPrice|Price", "Quantity"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["InvoiceNo", "Invoice"],
        [ProductId] = ["StockCode"],
        [ProductTitle] = ["Description"],
        [Quantity] = ["Quantity"],
        [OrderedAt] = ["InvoiceDate"],
        [UnitPrice] = ["UnitPrice", "Price"],
        [CustomerId] = ["CustomerID", "Customer ID"],
        [Country] = ["Country"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { ReturnOrderPrefix = "C" };
}
