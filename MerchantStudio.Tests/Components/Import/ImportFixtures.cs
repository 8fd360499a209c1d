using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Components.Import;

/// <summary>A recognised file of orders, and what a check of it found.</summary>
internal static class ImportFixtures
{
    public static ImportInspection Inspection() => new()
    {
        Plan = new ImportPlan
        {
            Encoding = "us-ascii",
            Delimiter = ';',
            LeadingRecords = 1,
            Columns = ["Order", "Date", "SKU", "Price"],
            Mapping = new ColumnMapping
            {
                Kind = ImportKind.Orders,
                Preset = "generic",
                Columns = new Dictionary<ImportField, string>
                {
                    [ImportField.OrderId] = "Order", [ImportField.OrderedAt] = "Date", [ImportField.UnitPrice] = "Price",
                },
            },
        },
        Preset = "generic",
        Kind = ImportKind.Orders,
        Confidence = 0.62,
        Why = new ImportWarning("GuessedByColumns", "Order = OrderId"),
        Columns =
        [
            new InspectedColumn("Order", ["1", "2"]), new InspectedColumn("Date", ["2025-01-01", "2025-01-02"]),
            new InspectedColumn("SKU", ["A"]), new InspectedColumn("Price", ["2.50"]),
        ],
        Warnings = [new ImportWarning("OtherCurrency", "EUR")],
    };

    public static ImportSummary Summary() => new()
    {
        RowsRead = 2400,
        RowsSetAside = 3,
        Orders = 1234,
        Customers = 600,
        RevenueMinor = 9_876_543,
        Currency = "GBP",
        FromUtc = new DateTime(2025, 5, 3, 10, 0, 0, DateTimeKind.Utc),
        ToUtc = new DateTime(2025, 6, 9, 10, 0, 0, DateTimeKind.Utc),
        SetAsideByReason = new Dictionary<string, long> { ["BadNumber"] = 2, ["NonexistentDate"] = 1 },
    };

    public static ImportBatch Batch(ImportBatchState state) => new()
    {
        Id = 7,
        ShopId = 1,
        FileName = "orders.csv",
        FileSha256 = "",
        FileBytes = 3 << 20,
        Kind = ImportKind.Orders,
        Preset = "shopify-orders",
        Encoding = "utf-8",
        Delimiter = ",",
        MappingJson = "{}",
        CreatedUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        State = state,
        RowsRead = 100,
        RowsInserted = 90,
        RowsUpdated = 5,
        RowsUnchanged = 2,
        RowsSetAside = 3,
        SetAsideFile = "set-aside/1/7.csv",
    };
}
