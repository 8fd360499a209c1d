using System.Buffers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Workbooks;

namespace MerchantStudio.Core.Import.Recognition;

/// <summary>The first records of a file, as strings.</summary>
internal sealed record FileSample
{
    private const int MostRecords = 500;
    private const int LongestCell = 500;

    public required string Encoding { get; init; }
    public required char Delimiter { get; init; }
    public required IReadOnlyList<IReadOnlyList<string>> Records { get; init; }

    /// <summary>The workbook's sheets, and the one that was read; none for any other file.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    public string? Sheet { get; init; }

    /// <summary>Whether the records are all that the file has.</summary>
    public required bool IsWholeFile { get; init; }

    /// <exception cref="ImportFileException">The file is no table, is damaged or breaks a limit.</exception>
    public static FileSample Read(ImportSource source, ImportRequest request, ImportOptions options)
    {
        using var rented = MemoryPool<byte>.Shared.Rent(options.InspectBytes);
        var head = rented.Memory.Span[..options.InspectBytes];
        int length;
        string encoding;
        WorkbookText? workbook;
        using (var text = Utf8Source.Open(source, options, request.Encoding))
        {
            length = Fill(text, head);
            workbook = text.Workbook;
            encoding = text.EncodingName ?? EncodingGuess.Ascii;
        }

        var sample = head[..length];
        if (IsBinary(sample))
        {
            throw new ImportFileException(new ImportProblem("NotText"));
        }

        var whole = length < head.Length;
        var delimiter = workbook is not null ? ',' : request.Delimiter ?? DelimiterSniffer.Sniff(sample, whole);
        if (delimiter > 0x7F)
        {
            throw new ImportFileException(new ImportProblem("UnknownDelimiter", delimiter.ToString()));
        }

        using var again = Utf8Source.Open(source, options, request.Encoding);
        return Parse(new CsvBlockReader(again, (byte)delimiter, options), encoding, delimiter, options) with
        {
            Sheets = workbook?.Sheets ?? [],
            Sheet = workbook?.Sheet,
        };
    }

    private static FileSample Parse(CsvBlockReader blocks, string encoding, char delimiter, ImportOptions options)
    {
        var records = new List<IReadOnlyList<string>>();
        var bytes = 0L;
        CsvBlock? block;
        while ((block = blocks.Next()) is not null)
        {
            using (block)
            {
                for (var record = 0; record < block.RecordCount && records.Count < MostRecords; record++)
                {
                    records.Add(Cells(block, record, options));
                    bytes += block.Raw(record).Length;
                }
            }

            if (records.Count >= MostRecords || bytes > options.InspectBytes)
            {
                break;
            }
        }

        return new FileSample { Encoding = encoding, Delimiter = delimiter, Records = records, IsWholeFile = block is null };
    }

    private static string[] Cells(CsvBlock block, int record, ImportOptions options)
    {
        if (block.CellCount(record) > options.MaxColumns)
        {
            throw new ImportFileException(new ImportProblem("TooManyColumns", FormattableString.Invariant($"{block.CellCount(record)} > {options.MaxColumns}")));
        }

        var cells = new string[block.CellCount(record)];
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = block.Cell(record, column);
            cells[column] = System.Text.Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, LongestCell)]);
        }

        return cells;
    }

    private static int Fill(Utf8Source text, Span<byte> buffer)
    {
        var length = 0;
        while (length < buffer.Length && text.Read(buffer[length..]) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    // Text has line ends and tabs among its control characters, and hardly any other.
    private static bool IsBinary(ReadOnlySpan<byte> sample)
    {
        var controls = 0;
        foreach (var value in sample[..Math.Min(sample.Length, 8192)])
        {
            controls += value < 0x20 && value is not ((byte)'\n' or (byte)'\r' or (byte)'\t' or 0x0C or 0x1B) ? 1 : 0;
        }

        return controls * 20 > Math.Min(sample.Length, 8192);
    }
}
