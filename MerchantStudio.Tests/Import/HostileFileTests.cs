using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>Files made to hurt: each is refused in its own words, or read without what hurts, and little of it is ever held.</summary>
public sealed class HostileFileTests
{
    private const string Header = "order_id,order_date,customer_id,product_id,quantity,unit_price\n";
    private const string Row = "1,2025-01-01,c1,p1,1,2.50\n";

    [Theory]
    [InlineData("", 2L << 30)]
    [InlineData(Header + Row + "2,2025-01-01,c1,", 2L << 30)]
    [InlineData(Header + Row + "2,2025-01-01,c1,\"", 100L << 20)]
    public async Task Read_ALineOfGigabytes_IsRefusedAfterAFewMegabytes(string before, long length)
    {
        var file = new LongLine(Encoding.UTF8.GetBytes(before), length);
        var source = new ImportSource("long.csv", file.Open, length);
        var probe = new ImportProbe();
        var inspection = await probe.InspectAsync(source);
        var problem = inspection.Problem ?? (await Should.ThrowAsync<ImportFileException>(() => probe.ReadAsync(source, inspection))).Problem;

        problem.Key.ShouldBe("LineTooLong");
        file.MostTaken.ShouldBeLessThan(32L << 20);
    }

    [Fact]
    public async Task Read_AThousandColumns_KeepsThemAndRefusesManyMore()
    {
        var names = string.Concat(Enumerable.Range(0, 994).Select(i => $",extra{i}"));
        var cells = string.Concat(Enumerable.Range(0, 994).Select(i => $",v{i}"));
        var result = await new ImportProbe().ReadAsync(Header.TrimEnd() + names + "\n" + Row.TrimEnd() + cells + "\n");
        result.Lines.ShouldHaveSingleItem().Attributes!.Count.ShouldBe(994);
        result.ShouldAccountForEveryRow();

        var many = await new ImportProbe().InspectAsync(string.Join(',', Enumerable.Range(0, 5000).Select(i => $"c{i}")) + "\n" + new string(',', 4999) + "\n");
        many.Problem!.Key.ShouldBe("TooManyColumns");
    }

    [Fact]
    public async Task Read_AHeaderInRowSevenUnderATitle_TakesTheRowsBelowIt()
    {
        var result = await new ImportProbe().ReadAsync(
            "Sales report\nShop,Tea and more\nFrom,2025-01-01\nTo,2025-12-31\nMade by,the back office\nPage,1\n" + Header + Row + "2,2025-01-02,c2,p2,1,3.00\n");

        result.Inspection.Plan!.LeadingRecords.ShouldBe(7);
        result.Lines.Select(line => (line.RowNumber, line.OrderKey)).ShouldBe([(1L, "1"), (2L, "2")]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_HalvesOfSurrogatePairs_SetsThoseRowsAside(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes(Header + "1,2025-01-01,c1,p@,1,2.50\n2,2025-01-01,c1,茶,1,2.50\n")).ToArray();
        var at = Enumerable.Range(0, bytes.Length / 2).First(i => bytes[(2 * i) + (bigEndian ? 1 : 0)] == '@' && bytes[(2 * i) + (bigEndian ? 0 : 1)] == 0);
        (bytes[2 * at], bytes[(2 * at) + 1]) = bigEndian ? ((byte)0xD8, (byte)0x3D) : ((byte)0x3D, (byte)0xD8);

        var result = await new ImportProbe().ReadAsync(ImportSource.FromBytes("utf16.csv", bytes));

        result.SetAside.Select(row => (row.RowNumber, row.Reason)).ShouldBe([(1L, RowReasons.BadEncoding)]);
        result.Lines.ShouldHaveSingleItem().ProductKey.ShouldBe("茶");
    }

    [Fact]
    public async Task Read_HalvesOfSurrogatePairsInUtf8_SetsThoseRowsAside()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "1,2025-01-01,c1,茶"), 0xED, 0xA0, 0xBD, .. Encoding.UTF8.GetBytes(",1,2.50\n2,2025-01-01,c1,茶,1,2.50\n")];

        var result = await new ImportProbe { Request = new ImportRequest { Encoding = "utf-8" } }.ReadAsync(ImportSource.FromBytes("utf8.csv", bytes));

        result.SetAside.Select(row => row.Reason).ShouldBe([RowReasons.BadEncoding]);
        result.Lines.ShouldHaveSingleItem();
    }

    /// <summary>Some bytes, and then one letter again and again without a line end. Remembers how much anybody took.</summary>
    private sealed class LongLine(byte[] before, long length)
    {
        public long MostTaken { get; private set; }

        public Stream Open() => new Letters(this, before, length);

        private sealed class Letters(LongLine owner, byte[] before, long length) : Stream
        {
            private long _position;

            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => length;
            public override long Position { get => _position; set => throw new NotSupportedException(); }

            public override int Read(Span<byte> buffer)
            {
                var count = (int)Math.Min(buffer.Length, length - _position);
                for (var i = 0; i < count; i++)
                {
                    buffer[i] = _position + i < before.Length ? before[_position + i] : (byte)'x';
                }

                _position += count;
                owner.MostTaken = Math.Max(owner.MostTaken, _position);
                return count;
            }

            public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
            public override void Flush() => throw new NotSupportedException();
            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();
            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
