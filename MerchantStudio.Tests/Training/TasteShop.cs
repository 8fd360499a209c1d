using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;

namespace MerchantStudio.Tests.Training;

/// <summary>
/// A small shop with a pattern to find: three tastes, each with its own products, and one best-seller that everybody takes.
/// Product P60 came after all orders; POST is postage.
/// </summary>
internal static class TasteShop
{
    public const int Customers = 120;
    public const int Products = 60;
    public const string Newcomer = "P60";
    public const string Postage = "POST";

    private const int NumbersPerShop = 100_000;
    private const int Tastes = 3;
    private const int OrdersPerCustomer = 6;
    private const int LinesPerOrder = 3;

    public static async Task<int> AddAsync(MerchantDbContext db, string slug, CancellationToken cancellationToken, int customers = Customers)
    {
        var shop = new Shop
        {
            Slug = slug, Name = slug, Currency = "GBP", TimeZoneId = "Europe/London", CreatedUtc = DateTime.UnixEpoch, DataVersion = 1,
        };
        db.Add(shop);
        await db.SaveChangesAsync(cancellationToken);
        var first = shop.Id * NumbersPerShop;
        db.AddRange(Enumerable.Range(0, Products + 1).Select(number => Product(shop.Id, first + number, "P" + Text(number))));
        db.Add(Product(shop.Id, first + Products + 1, Postage) with { IsProduct = false, Category = null });
        db.AddRange(Enumerable.Range(0, customers).Select(number => new Customer { Id = first + number, ShopId = shop.Id, Key = "C" + Text(number), BatchId = 1 }));
        var random = new Random(slug.Length);
        for (var customer = 0; customer < customers; customer++)
        {
            AddOrders(db, shop.Id, first, customer, random);
        }
        await db.SaveChangesAsync(cancellationToken);
        return shop.Id;
    }

    public static string KeyOf(int customer) => "C" + Text(customer);

    /// <summary>Id of the product that everybody takes.</summary>
    public static int BestSellerOf(int shopId) => shopId * NumbersPerShop;

    /// <summary>Whether it is the order that its customer came with.</summary>
    public static bool IsFirstOrder(long orderId, int shopId) => (orderId - (shopId * NumbersPerShop)) % OrdersPerCustomer == 0;

    /// <summary>Products of a customer's taste have this remainder.</summary>
    public static int TasteOf(int customer) => customer % Tastes;

    public static int TasteOfProduct(string key) => int.Parse(key.AsSpan(1), CultureInfo.InvariantCulture) % Tastes;

    private static void AddOrders(MerchantDbContext db, int shopId, int first, int customer, Random random)
    {
        for (var number = 0; number < OrdersPerCustomer; number++)
        {
            var orderId = first + (customer * OrdersPerCustomer) + number;
            var day = (number * 30) + random.Next(30);
            db.Add(new Order
            {
                Id = orderId, ShopId = shopId, Key = "O" + Text(orderId), CustomerId = first + customer, Currency = "GBP", BatchId = 1,
                OrderedUtc = new DateTime(2025, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddDays(day),
            });
            var products = Enumerable.Range(0, LinesPerOrder).Select(_ => (random.Next(Products / Tastes) * Tastes) + TasteOf(customer)).Append(0).Distinct();
            db.AddRange(products.Select((product, ordinal) => Line(orderId, ordinal, first + product)));
            db.Add(Line(orderId, LinesPerOrder + 1, first + Products + 1));
        }
    }

    private static OrderLine Line(long orderId, int ordinal, int productId) => new()
    {
        Id = OrderLine.IdOf(orderId, ordinal), KeyHash = ordinal, ProductId = productId, Quantity = 1, UnitPriceMinor = 250, TotalMinor = 250, BatchId = 1,
    };

    private static Product Product(int shopId, int id, string key) => new()
    {
        Id = id, ShopId = shopId, Key = key, Title = "Product " + key, BatchId = 1, InCatalog = true, PriceMinor = 250,
        Stock = key == "P3" ? 0 : 10, Category = key.Length > 2 ? "long" : "short",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
