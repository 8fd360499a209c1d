namespace MerchantStudio.Core.Import.Demo;

/// <summary>Writes orders with the dirt of a real shop: postage lines, returns, guests, doubled lines and rows that cannot be read.</summary>
internal sealed class DemoOrders(string path, DemoOptions options) : IDisposable
{
    private const double FreePostageFrom = 50_00;

    private readonly DemoCsv _file = new(
        path, "order_id", "order_date", "customer_id", "product_id", "product_name", "quantity", "unit_price", "currency", "status", "country");

    public void Dispose() => _file.Dispose();

    public void Write(DemoCustomer customer)
    {
        var random = DemoRandom.For(options.Seed, "orders", customer.Index);
        foreach (var order in customer.Orders)
        {
            Write(random, customer, order);
        }
    }

    private void Write(DemoRandom random, DemoCustomer customer, DemoOrder order)
    {
        // Some check out as a guest: the shop cannot tell who they are.
        var buyer = random.Chance(0.05) ? "" : customer.Number;
        var status = random.Chance(0.02) ? "cancelled" : "completed";
        foreach (var (product, quantity) in order.Lines)
        {
            Line(order, buyer, customer, product.Sku, product.Title, quantity, product.PriceMinor, status);
            if (random.Chance(0.004))
            {
                Line(order, buyer, customer, product.Sku, product.Title, quantity, product.PriceMinor, status);
            }

            if (status == "completed" && random.Chance(0.03))
            {
                Return(random, order, buyer, customer, product);
            }
        }

        if (order.Lines.Sum(line => line.Product.PriceMinor * line.Quantity) < FreePostageFrom)
        {
            Line(order, buyer, customer, "POST", "Postage", 1, 395, status);
        }

        Dirt(random, order, customer);
    }

    private void Return(DemoRandom random, DemoOrder order, string buyer, DemoCustomer customer, DemoProduct product)
    {
        var time = order.Time.AddDays(3 + random.Below(20));
        if (DateOnly.FromDateTime(time) <= options.Until)
        {
            Line(order with { Number = "R" + order.Number, Time = time }, buyer, customer, product.Sku, product.Title, -1, product.PriceMinor, "completed");
        }
    }

    private void Dirt(DemoRandom random, DemoOrder order, DemoCustomer customer)
    {
        if (!random.Chance(0.0015))
        {
            return;
        }

        var time = DemoCsv.Time(order.Time);
        switch (random.Below(4))
        {
            case 0: Row(order.Number, time, customer, "KI-1000", "1", "ask"); break;
            case 1: Row(order.Number, "2025-02-30 10:00:00", customer, "KI-1001", "1", "9.95"); break;
            case 2: Row("6.91793E+18", time, customer, "KI-1002", "1", "9.95"); break;
            default: Row("", time, customer, "KI-1003", "1", "9.95"); break;
        }
    }

    private void Row(string order, string time, DemoCustomer customer, string sku, string quantity, string price) =>
        _file.Write(order, time, customer.Number, sku, "", quantity, price, options.Currency, "completed", customer.Country);

    private void Line(DemoOrder order, string buyer, DemoCustomer customer, string sku, string title, int quantity, int priceMinor, string status) =>
        _file.Write(
            order.Number, DemoCsv.Time(order.Time), buyer, sku, title, DemoCsv.Number(quantity), DemoCsv.Money(priceMinor), options.Currency, status, customer.Country);
}
