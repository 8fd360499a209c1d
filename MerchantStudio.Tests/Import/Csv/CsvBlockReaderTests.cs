using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Decoding;

namespace MerchantStudio.Tests.Import.Csv;

public sealed class CsvBlockReaderTests
{
    [Fact]
    public void Next_AnyTextOfDelimitersQuotesAndLineEnds_AgreesWithTheReference()
    {
        var letters = Gen.Elements('a', 'b', ',', ',', '"', '"', '\n', '\r', ' ', '中', ';');
        var texts = letters.ListOf().Select(list => new string([.. list])).Where(HasClosedQuotes);

        Prop.ForAll(texts.ToArbitrary(), text => Parse(text, ',').SequenceEqual(ReferenceCsv.Parse(text, ',').Select(Join)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(800).WithStartSize(10).WithEndSize(200));
    }

    [Fact]
    public void Next_RecordsLongerThanABlock_AgreesWithTheReference()
    {
        var text = new StringBuilder();
        for (var row = 0; row < 40; row++)
        {
            _ = text.Append(row).Append(",\"").Append('x', row * 997).Append("\"\",\n").Append("\"\r\n\n");
        }

        Parse(text.ToString(), ',').ShouldBe(ReferenceCsv.Parse(text.ToString(), ',').Select(Join));
    }

    [Fact]
    public void Next_QuoteThatNothingCloses_GivesUpThatLineOnly()
    {
        using var source = Open("a,b\n1,\"open\n2,x\n3,y\n");
        using var block = new CsvBlockReader(source, (byte)',', new ImportOptions()).Next()!;

        block.RecordCount.ShouldBe(2);
        block.HasOpenQuote(1).ShouldBeTrue();
        Encoding.UTF8.GetString(block.Raw(1)).ShouldBe("1,\"open");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Next_LineWithoutEnd_IsRefusedInBoundedMemory(bool quoted)
    {
        var options = new ImportOptions();
        using var source = Utf8Source.Open(new ImportSource("endless.csv", () => new EndlessLine(2L << 30, quoted), null), options, "utf-8");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var refused = Should.Throw<ImportFileException>(() => new CsvBlockReader(source, (byte)',', options).Next());

        refused.Problem.Key.ShouldBe("LineTooLong");
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(64 << 20);
    }

    private static bool HasClosedQuotes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var block = new CsvBlock(Math.Max(16, bytes.Length));
        bytes.CopyTo(block.Buffer, 0);
        return !CsvScanner.Scan(block, bytes.Length, (byte)',', isFinal: true).InQuotes;
    }

    private static List<string> Parse(string text, char delimiter)
    {
        using var source = Open(text);
        var reader = new CsvBlockReader(source, (byte)delimiter, new ImportOptions());
        var records = new List<string>();
        while (reader.Next() is { } block)
        {
            using (block)
            {
                for (var record = 0; record < block.RecordCount; record++)
                {
                    records.Add(Join(Enumerable.Range(0, block.CellCount(record)).Select(cell => Encoding.UTF8.GetString(block.Cell(record, cell)))));
                }
            }
        }

        return records;
    }

    private static Utf8Source Open(string text) =>
        Utf8Source.Open(ImportSource.FromBytes("a.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]), new ImportOptions(), null);

    private static string Join(IEnumerable<string> cells) => string.Join('\u001F', cells);

    /// <summary>A stream of letters without a line end, made as it is read.</summary>
    private sealed class EndlessLine(long length, bool quoted) : MemoryStream
    {
        private long _given;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - _given);
            buffer[..count].Fill((byte)'x');
            if (quoted && _given == 0 && count > 0)
            {
                buffer[0] = (byte)'"';
            }

            _given += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
