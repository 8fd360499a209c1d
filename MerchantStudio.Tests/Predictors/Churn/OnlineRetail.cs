using System.Globalization;
using System.IO.Compression;
using MerchantStudio.Core.Predictors;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Predictors.Churn;

/// <summary>The lines of UCI Online Retail that name a customer.</summary>
internal static class OnlineRetail
{
    public static PurchaseLog Read()
    {
        var builder = new PurchaseLogBuilder();
        Dictionary<string, int> customers = [], items = [], orders = [];
        using var stream = new GZipStream(File.OpenRead(DataSets.Require("online_retail.csv.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            // Only the description can hold commas or quotes; the fields that matter stand before and after it.
            var (head, tail) = (line.Split(',', 3), line.Split(','));
            if (tail[^2].Length > 0)
            {
                var quantity = float.Parse(tail[^5], CultureInfo.InvariantCulture);
                var amount = (long)Math.Round(decimal.Parse(tail[^3], CultureInfo.InvariantCulture) * (decimal)quantity * 100);
                builder.At(Number(customers, tail[^2]), Seconds(tail[^4]), amount, Number(orders, head[0]), Number(items, head[1]), quantity, quantity < 0);
            }
        }

        return builder.Build();
    }

    private static int Number(Dictionary<string, int> numbers, string key)
    {
        numbers.TryAdd(key, numbers.Count);
        return numbers[key];
    }

    private static long Seconds(string text) =>
        (long)(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalSeconds;
}
