using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Storage;

/// <summary>Batches of rows over few keys, so that they meet each other's.</summary>
internal static class RandomRows
{
    private static readonly Gen<string?> s_text = Gen.Elements(null, "a", "b", "\u5e97");

    private static readonly Gen<ImportedRow> s_line =
        from order in Gen.Choose(1, 4)
        from line in Gen.Choose(1, 3)
        from product in Gen.Choose(1, 3)
        from customer in Gen.Elements(null, "c1", "c2")
        from quantity in Gen.Choose(-2, 3)
        from price in Gen.Choose(0, 500)
        from title in s_text
        from country in s_text
        from status in Gen.Elements(Enum.GetValues<OrderStatus>())
        from total in Gen.Elements<long?>(null, 100, 200)
        select (ImportedRow)new OrderLineRow
        {
            RowNumber = 0, OrderKey = $"o{order}", LineKey = $"l{line}", ProductKey = $"p{product}", CustomerKey = customer, Quantity = quantity,
            UnitPriceMinor = price, TotalMinor = price * quantity, Currency = "GBP", OrderedUtc = ImportBatches.Start.AddMinutes(order),
            IsReturn = quantity < 0, ProductTitle = title, Country = country, Status = status,
            Totals = total is null ? null : new OrderTotals { TotalMinor = total },
        };

    private static readonly Gen<ImportedRow> s_product =
        from product in Gen.Choose(1, 4)
        from title in Gen.Elements("one", "two")
        from brand in s_text
        from price in Gen.Elements<long?>(null, 5, 7)
        from stock in Gen.Elements<double?>(null, 0, 2.5)
        from active in Gen.Elements<bool?>(null, true, false)
        select (ImportedRow)new ProductRow
        {
            RowNumber = 0, ProductKey = $"p{product}", Title = title, Brand = brand, PriceMinor = price, Stock = stock, IsActive = active,
        };

    private static readonly Gen<ImportedRow> s_customer =
        from customer in Gen.Choose(1, 3)
        from country in s_text
        from accepts in Gen.Elements<bool?>(null, true, false)
        from email in Gen.Elements(null, "x@example.org")
        select (ImportedRow)new CustomerRow { RowNumber = 0, CustomerKey = $"c{customer}", Country = country, AcceptsMarketing = accepts, Email = email };

    private static readonly Gen<ImportedRow> s_review =
        from review in Gen.Choose(1, 3)
        from rating in Gen.Elements<double?>(null, 1, 4.5)
        from body in s_text
        select (ImportedRow)new ReviewRow { RowNumber = 0, ReviewKey = $"r{review}", ProductKey = "p1", Rating = rating, Body = body };

    /// <summary>One file's rows, numbered.</summary>
    public static Gen<ImportedRow[]> Batch { get; } =
        from kind in Gen.Frequency((4, Gen.Constant(s_line)), (2, Gen.Constant(s_product)), (1, Gen.Constant(s_customer)), (1, Gen.Constant(s_review)))
        from rows in kind.NonEmptyListOf()
        select rows.Select((row, i) => row with { RowNumber = i + 1 }).ToArray();

    /// <summary>The same batches for every engine and every run.</summary>
    public static IReadOnlyList<ImportedRow[]> Sample(int count, ulong seed) =>
        [.. Batch.Sample(12, new Rnd(seed, 0x9E3779B97F4A7C15), count)];
}
