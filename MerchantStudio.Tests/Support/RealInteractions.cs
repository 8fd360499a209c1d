using System.Globalization;
using System.IO.Compression;
using MerchantStudio.Core.Features;

namespace MerchantStudio.Tests.Support;

/// <summary>The real data sets as interactions, read straight from their files without the import.</summary>
public static class RealInteractions
{
    /// <summary>beauty_sequences.csv.gz: one item per day and customer.</summary>
    public static InteractionData Beauty(string path)
    {
        var builder = new InteractionDataBuilder();
        foreach (var line in Lines(path).Skip(1))
        {
            var cells = line.Split(',');
            builder.Add(cells[2], cells[3], cells[0], Ticks(cells[0]));
        }

        return builder.Build();
    }

    /// <summary>online_retail.csv.gz: lines with a customer, not cancelled, with positive quantity and price.</summary>
    public static InteractionData OnlineRetail(string path)
    {
        var builder = new InteractionDataBuilder();
        foreach (var line in Lines(path).Skip(1))
        {
            var cells = Cells(line);
            var quantity = double.Parse(cells[3], CultureInfo.InvariantCulture);
            var price = double.Parse(cells[5], CultureInfo.InvariantCulture);
            if (cells[6].Length > 0 && cells[0][0] != 'C' && quantity > 0 && price > 0)
            {
                builder.Add(cells[6].Replace(".0", "", StringComparison.Ordinal), cells[1], cells[0], Ticks(cells[4]), (float)quantity);
            }
        }

        return builder.Build();
    }

    private static long Ticks(string time) =>
        DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Ticks;

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>The eight cells of a line, of which only the description may be quoted.</summary>
    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        var (from, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                cells.Add(line[from..i]);
                from = i + 1;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return [.. cells];
    }
}
