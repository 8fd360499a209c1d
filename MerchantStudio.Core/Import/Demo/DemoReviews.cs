namespace MerchantStudio.Core.Import.Demo;

/// <summary>Writes reviews in English and Chinese: kinder for what lies in the buyer's favourite departments.</summary>
internal sealed class DemoReviews(string path, DemoOptions options) : IDisposable
{
    private readonly DemoCsv _file = new(path, "review_id", "product_id", "customer_id", "rating", "review_text", "review_date");

    public void Dispose() => _file.Dispose();

    public void Write(DemoCustomer customer)
    {
        var random = DemoRandom.For(options.Seed, "reviews", customer.Index);
        foreach (var order in customer.Orders)
        {
            foreach (var (product, _) in order.Lines)
            {
                var time = order.Time.AddDays(4 + random.Below(12));
                if (random.Chance(0.12) && DateOnly.FromDateTime(time) <= options.Until)
                {
                    Write(random, customer, product, order.Number, time);
                }
            }
        }
    }

    private void Write(DemoRandom random, DemoCustomer customer, DemoProduct product, string order, DateTime time)
    {
        var liking = customer.Tastes[product.Department] > 0.2 ? 0.85 : 0.6;
        var rating = random.Chance(liking) ? 4 + random.Below(2) : random.Chance(0.5) ? 3 : 1 + random.Below(2);
        var words = rating >= 4 ? DemoWords.Praise : rating == 3 ? DemoWords.Middling : DemoWords.Complaint;
        _file.Write($"{order}-{product.Sku}", product.Sku, customer.Number, DemoCsv.Number(rating), random.Pick(words), DemoCsv.Time(time));
    }
}
