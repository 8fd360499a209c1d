using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Reading;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>
/// Reading grows with the file and no faster: eight times the rows need eight times the bytes read and the memory taken.
/// Everything runs on the test's own thread, whose allocations nobody else's tests disturb.
/// </summary>
public sealed class LinearWorkTests
{
    private const int Rows = 6000;

    [Theory]
    [InlineData("order_id,order_date,customer_id,product_id,product_name,quantity,unit_price\n", false)]
    [InlineData("event_time,event_type,user_id,session_id,product_id,price\n", true)]
    public async Task Read_EightTimesTheRows_TakesEightTimesTheWork(string header, bool events)
    {
        // The first reading also pays for what is made once.
        _ = await WorkAsync(header, events, Rows);
        var (small, large) = (await WorkAsync(header, events, Rows), await WorkAsync(header, events, 8 * Rows));

        large.Rows.ShouldBe(8 * small.Rows);
        // A few bytes are looked at twice, to see whether it is a workbook.
        (large.BytesRead - large.FileBytes).ShouldBeInRange(0, 64);
        (small.BytesRead - small.FileBytes).ShouldBeInRange(0, 64);
        (large.Allocated / (double)large.Rows).ShouldBeLessThan(1.25 * small.Allocated / small.Rows);
    }

    private static async Task<Work> WorkAsync(string header, bool events, int rows)
    {
        var bytes = Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Range(0, rows).Select(row => Line(row, events))));
        var counted = new CountedStream(bytes);
        var source = ImportSource.FromBytes("f.csv", bytes);
        var probe = new ImportProbe();
        var plan = (await probe.InspectAsync(source)).Plan!;
        var tally = new QualityTally("GBP", null);
        var finisher = new OrderLineFinisher();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var worker = new RowWorker(plan, probe.Shop, probe.Options, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), new Dictionary<string, OrderLineRow>());
        using (var text = Utf8Source.Open(source with { Open = () => counted }, probe.Options, plan.Encoding))
        {
            var blocks = new CsvBlockReader(text, (byte)plan.Delimiter, probe.Options);
            var used = new EventBlock();
            while (blocks.Next() is { } block)
            {
                used.Clear(block.RecordCount);
                var (sink, read) = worker.Map(block, events ? used : null);
                finisher.Finish(sink.Rows, sink.SetAside);
                tally.Add(new ImportedChunk { Rows = events ? used : sink.Rows, SetAside = sink.SetAside, RowsRead = read, RowsAbsorbed = 0, BytesRead = 0 });
                block.Dispose();
            }
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        tally.RowsSetAside.ShouldBe(0);
        return new Work(tally.RowsRead, counted.BytesRead, bytes.Length, allocated);
    }

    private static string Line(int row, bool events)
    {
        var time = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(row * 11);
        return events
            ? FormattableString.Invariant($"{time:yyyy-MM-ddTHH:mm:ssZ},view_item,c{row % 211},s{row / 5},p{row % 97},{row % 40}.99\n")
            : FormattableString.Invariant($"o{row / 4},{time:yyyy-MM-dd HH:mm:ss},c{row / 4 % 211},p{row % 97},Product {row % 97},{(row % 3) + 1},{row % 40}.99\n");
    }

    private sealed record Work(long Rows, long BytesRead, long FileBytes, long Allocated);

    private sealed class CountedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        // Whatever is asked for comes through here: a stream derived from this one reads spans by way of arrays.
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }
    }
}
