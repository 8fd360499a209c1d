using MerchantStudio.Core.Import.Csv;

namespace MerchantStudio.Core.Import.Recognition;

/// <summary>Finds the delimiter that makes the first rows of a file agree best on their number of cells.</summary>
internal static class DelimiterSniffer
{
    public static IReadOnlyList<char> Candidates { get; } = [',', ';', '\t', '|'];

    /// <summary>The best candidate; a comma when no candidate splits anything.</summary>
    /// <param name="sample">UTF-8 from the start of the file.</param>
    /// <param name="isWholeFile">Whether the last line is complete.</param>
    public static char Sniff(ReadOnlySpan<byte> sample, bool isWholeFile)
    {
        if (sample.Length > 6 && sample.StartsWith("sep="u8) && sample[5] is (byte)'\r' or (byte)'\n')
        {
            return (char)sample[4];
        }

        var best = (Delimiter: ',', Score: 0.0);
        foreach (var candidate in Candidates)
        {
            var score = Score(sample, candidate, isWholeFile);
            best = score > best.Score ? (candidate, score) : best;
        }

        return best.Delimiter;
    }

    // Rows that have the commonest number of cells, times how many cells that is: free text splits unevenly, tables evenly.
    private static double Score(ReadOnlySpan<byte> sample, char delimiter, bool isWholeFile)
    {
        using var block = new CsvBlock(sample.Length);
        sample.CopyTo(block.Buffer);
        _ = CsvScanner.Scan(block, sample.Length, (byte)delimiter, isWholeFile);
        if (block.RecordCount == 0)
        {
            return 0;
        }

        var mode = Enumerable.Range(0, block.RecordCount).Select(block.CellCount).GroupBy(cells => cells)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
        return mode.Key < 2 ? 0 : (double)mode.Count() / block.RecordCount * (1 + Math.Log2(mode.Key));
    }
}
