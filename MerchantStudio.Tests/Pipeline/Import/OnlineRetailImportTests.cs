using System.Globalization;
using System.IO.Compression;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Storage;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>The whole real file, on both engines, against a plain recomputation from its text.</summary>
[Trait("Category", "Database")]
public sealed class OnlineRetailImportTests(PostgreSqlServer server)
{
    [Theory, StorageEngines]
    public async Task Commit_OfTheRealFile_AgreesWithAPlainRecomputation(string engine)
    {
        var path = DataSets.Require("online_retail.csv.gz");
        await using var import = await ImportHarness.CreateAsync(engine, server);
        var upload = await import.UploadAsync("online_retail.csv.gz", await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        var received = await import.Imports.ReceiveAsync(upload, null, new(), null, TestContext.Current.CancellationToken);
        var batch = await import.Imports.CommitAsync(import.Shop.Id, received.Batch!.Id, TestContext.Current.CancellationToken);

        batch.RowsRead.ShouldBe(541_909);
        (batch.RowsInserted + batch.RowsUpdated + batch.RowsUnchanged + batch.RowsSetAside).ShouldBe(541_909);
        batch.RowsSetAside.ShouldBe(0);
        using var snapshot = await import.OpenSnapshotAsync();
        (snapshot.RowCount, snapshot.Orders.Count, snapshot.Customers.Count).ShouldBe((541_909, 25_900, 4_372));
        var months = Recompute(path);
        ByMonth(snapshot).ShouldBe(months);
        OverviewByMonth(snapshot, import.Shop.Id).ShouldBe(months);
    }

    // What the overview shows; its orders are invoices, cancellations included.
    private static List<string> OverviewByMonth(Snapshot snapshot, int shopId) =>
        [.. OverviewQuery.Compute(snapshot, new OverviewRequest(shopId, Unit: CalendarUnit.Month), TestContext.Current.CancellationToken).Trend
            .Select(point => $"{point.Start:yyyy-MM} revenue {point.Figures.RevenueMinor}, orders {point.Figures.Orders}, customers {point.Figures.Customers}")];

    private static List<string> ByMonth(Snapshot snapshot)
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById(snapshot.Header.TimeZoneId);
        var months = new SortedDictionary<string, Month>(StringComparer.Ordinal);
        for (var row = 0; row < snapshot.RowCount; row++)
        {
            var time = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(snapshot.RowTime[row]), london);
            var customer = snapshot.RowCustomer[row] < 0 ? null : snapshot.Customers.Keys[snapshot.RowCustomer[row]];
            MonthOf(months, time).Add(snapshot.RowAmount[row], snapshot.Orders.Keys[snapshot.RowOrder[row]], customer);
        }

        return [.. months.Select(month => $"{month.Key} {month.Value}")];
    }

    private static List<string> Recompute(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var months = new SortedDictionary<string, Month>(StringComparer.Ordinal);
        var ordered = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var cells = Cells(line);
            // A few invoices were written over two minutes; the first line's counts for the whole.
            ordered.TryAdd(cells[0], DateTime.Parse(cells[4], CultureInfo.InvariantCulture));
            var amount = decimal.Parse(cells[5], CultureInfo.InvariantCulture) * int.Parse(cells[3], CultureInfo.InvariantCulture) * 100;
            var customer = cells[6].Length == 0 ? null : cells[6].Replace(".0", "", StringComparison.Ordinal);
            MonthOf(months, ordered[cells[0]]).Add((long)Math.Round(amount, MidpointRounding.AwayFromZero), cells[0], customer);
        }

        return [.. months.Select(month => $"{month.Key} {month.Value}")];
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                cells.Add(line[start..i].Trim('"'));
                start = i + 1;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return cells;
    }

    private static Month MonthOf(SortedDictionary<string, Month> months, DateTime time)
    {
        var key = time.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (!months.TryGetValue(key, out var month))
        {
            months.Add(key, month = new Month());
        }

        return month;
    }

    private sealed class Month
    {
        private readonly HashSet<string> _orders = new(StringComparer.Ordinal);
        private readonly HashSet<string> _customers = new(StringComparer.Ordinal);
        private long _revenue;

        public void Add(long amount, string order, string? customer)
        {
            _revenue += amount;
            _orders.Add(order);
            if (customer is not null)
            {
                _customers.Add(customer);
            }
        }

        public override string ToString() => $"revenue {_revenue}, orders {_orders.Count}, customers {_customers.Count}";
    }
}
