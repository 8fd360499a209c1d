using System.Globalization;
using System.IO.Compression;
using MerchantStudio.Core.Predictors;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

/// <summary>The CDNOW purchases as a log. Day 0 of the calibration is 1 January 1997; 39 weeks end on 30 September.</summary>
internal static class Cdnow
{
    public static readonly int SplitDay = DayOf(new DateOnly(1997, 10, 1));
    public static readonly int EndDay = DayOf(new DateOnly(1998, 7, 1));

    public static PurchaseLog Sample() => Read("cdnow_sample.txt.gz", idColumn: 1);

    public static PurchaseLog Master() => Read("cdnow_master.txt.gz", idColumn: 0);

    private static PurchaseLog Read(string fileName, int idColumn)
    {
        var builder = new PurchaseLogBuilder();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        using var stream = new GZipStream(File.OpenRead(DataSets.Require(fileName)), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 4 || !char.IsAsciiDigit(cells[0][0]))
            {
                continue;
            }

            numbers.TryAdd(cells[idColumn], numbers.Count);
            var day = DayOf(DateOnly.ParseExact(cells[idColumn + 1], "yyyyMMdd", CultureInfo.InvariantCulture));
            builder.Buy(numbers[cells[idColumn]], day, (long)Math.Round(decimal.Parse(cells[^1], CultureInfo.InvariantCulture) * 100));
        }

        return builder.Build();
    }

    private static int DayOf(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}
