using System.Globalization;
using System.IO.Compression;
using System.Text;
using MerchantStudio.Core.Import;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>The main job's real file against a plain recomputation that shares no code with the import.</summary>
public sealed class RetailFileTests
{
    [Fact]
    public async Task Read_RealInvoiceLines_EqualsAPlainRecomputation()
    {
        var path = DataSets.Require("online_retail.csv.gz");
        var result = await new ImportProbe().ReadAsync(ImportSource.FromFile(path));
        var plain = PlainLines(path).ToList();

        result.Inspection.Preset.ShouldBe("invoice-lines");
        result.SetAside.ShouldBeEmpty();
        result.Summary.RowsRead.ShouldBe(541_909);
        result.Summary.Orders.ShouldBe(25_900);
        result.Summary.Customers.ShouldBe(4_372);
        result.Summary.RevenueMinor.ShouldBe(plain.Sum(line => line.Minor));
        result.Summary.Returns.ShouldBe(plain.LongCount(line => line.Quantity < 0));
        Months(result.Lines.Select(line => (line.OrderedUtc, line.TotalMinor, line.OrderKey, line.CustomerKey)))
            .ShouldBe(Months(plain.Select(line => (line.Time, line.Minor, line.Invoice, line.Customer))));
    }

    // London's summer time moves no line across a month in this file: nobody was served around midnight.
    private static List<(string Month, long Minor, int Orders, int Customers)> Months(
        IEnumerable<(DateTime Time, long Minor, string Order, string? Customer)> lines) =>
        [.. lines.GroupBy(line => line.Time.ToString("yyyy-MM", CultureInfo.InvariantCulture)).OrderBy(month => month.Key, StringComparer.Ordinal)
            .Select(month => (month.Key, month.Sum(line => line.Minor), month.Select(line => line.Order).Distinct().Count(),
                month.Where(line => line.Customer != null).Select(line => line.Customer).Distinct().Count()))];

    private static IEnumerable<(string Invoice, double Quantity, DateTime Time, long Minor, string? Customer)> PlainLines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } text)
        {
            var cells = SplitPlain(text);
            var total = decimal.Parse(cells[3], CultureInfo.InvariantCulture) * decimal.Parse(cells[5], CultureInfo.InvariantCulture);
            yield return (cells[0], double.Parse(cells[3], CultureInfo.InvariantCulture), DateTime.Parse(cells[4], CultureInfo.InvariantCulture),
                (long)Math.Round(total * 100, MidpointRounding.AwayFromZero), cells[6].Length == 0 ? null : cells[6][..^2]);
        }
    }

    private static List<string> SplitPlain(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
