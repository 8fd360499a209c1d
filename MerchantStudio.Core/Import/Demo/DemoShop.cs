using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Demo;

/// <summary>A file of the demo shop and what it holds.</summary>
public sealed record DemoFile(string Path, ImportKind Kind);

/// <summary>
/// Writes the files of a shop that does not exist but could: they go through the real import, and what is planted in
/// them (tastes, sequences, seasons, people who leave) is there to be found by the models.
/// </summary>
public static class DemoShop
{
    /// <summary>Writes catalog, orders, events and reviews into a folder, in the order in which they are to be imported.</summary>
    public static IReadOnlyList<DemoFile> Write(string folder, DemoOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Customers, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Customers, 200_000);
        _ = Directory.CreateDirectory(folder);
        var catalog = new DemoCatalog(options.Seed);
        DemoFile[] files =
        [
            new(Path.Combine(folder, "catalog.csv"), ImportKind.Catalog),
            new(Path.Combine(folder, "orders.csv"), ImportKind.Orders),
            new(Path.Combine(folder, "events.csv"), ImportKind.Events),
            new(Path.Combine(folder, "reviews.csv"), ImportKind.Reviews),
        ];
        WriteCatalog(files[0].Path, catalog);
        WriteHistory(files, catalog, options, cancellationToken);
        return files;
    }

    private static void WriteHistory(DemoFile[] files, DemoCatalog catalog, DemoOptions options, CancellationToken cancellationToken)
    {
        var history = new DemoHistory(catalog, options);
        using var orders = new DemoOrders(files[1].Path, options);
        using var events = new DemoEvents(files[2].Path, catalog, options);
        using var reviews = new DemoReviews(files[3].Path, options);
        for (var index = 0; index < options.Customers; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var customer = history.Make(index);
            orders.Write(customer);
            events.Write(customer);
            reviews.Write(customer);
        }
    }

    private static void WriteCatalog(string path, DemoCatalog catalog)
    {
        using var file = new DemoCsv(path, "product_id", "title", "title_zh", "category", "category_zh", "brand", "price", "cost", "stock", "status");
        foreach (var product in catalog.Products)
        {
            var department = DemoWords.Departments[product.Department];
            file.Write(
                product.Sku, product.Title, product.ChineseTitle, department.Name, department.ChineseName, product.Brand,
                DemoCsv.Money(product.PriceMinor), DemoCsv.Money((long)(product.PriceMinor * 0.45)), DemoCsv.Number(product.Stock), "active");
        }
    }
}
