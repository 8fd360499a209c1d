using System.Globalization;
using System.Text;

namespace MerchantStudio.Benchmarks.Comparisons.Import;

/// <summary>Many small files of order lines against one file with the same rows.</summary>
public sealed class SmallFilesComparison : IComparison
{
    private const string Header = "order_id,order_date,customer_id,product_id,product_name,quantity,unit_price\n";

    public string Name => "import-small-files";

    public string Description =>
        "One hundred files of 1,000 order lines dropped together, the whole way to the snapshot, against one file of 100,000 lines.";

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("small-files-comparison-").FullName;
        var (files, rows) = scale == ComparisonScale.Dry ? (3, 50) : (100, 1000);
        var whole = Write(folder, "whole.csv", 0, files * rows);
        var parts = Enumerable.Range(0, files).Select(file => Write(folder, $"part{file}.csv", file * rows, rows)).ToList();
        var bench = await ImportBench.StartAsync(folder, cancellationToken).ConfigureAwait(false);
        return new ComparisonSetup(
            new Contender("one file", token => bench.ImportAsync([whole], token)),
            [new Contender("a hundred files", token => bench.ImportAsync(parts, token))],
            bench.DisposeAsync)
        {
            // The first rounds compile what runs once a file; the median is to tell of a program that has run for a while.
            Rounds = 15,
        };
    }

    private static string Write(string folder, string name, int from, int count)
    {
        var text = new StringBuilder(Header);
        for (var row = from; row < from + count; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"o{row / 5},2025-{(row / 5 % 12) + 1:00}-{(row / 60 % 28) + 1:00} 10:{row / 5 % 60:00}:00,c{row / 5 * 7919 % 3001},")
                .Append(CultureInfo.InvariantCulture, $"p{row * 104_729L % 997},Product {row * 104_729L % 997},{(row % 3) + 1},{row % 50}.99\n");
        }

        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
