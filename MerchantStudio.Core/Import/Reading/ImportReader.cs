using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Rows;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Import.Reading;

/// <summary>
/// Reads a file in three steps that overlap: one task decodes and cuts it into blocks, several map blocks to rows, and
/// the caller gets them in the order of the file. A bounded queue between them keeps memory flat.
/// </summary>
internal sealed class ImportReader(IOptions<ImportOptions> options, TimeProvider clock) : IImportReader
{
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromDays(1);

    private readonly ImportOptions _options = options.Value;

    public async IAsyncEnumerable<ImportedChunk> ReadAsync(
        ImportSource source, ImportPlan plan, ImportShop shop, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var orders = await ReadOrdersAsync(source, plan, shop, cancellationToken).ConfigureAwait(false);
        var workers = new Workers(() => new RowWorker(plan, shop, _options, clock.GetUtcNow().UtcDateTime + s_clockTolerance, orders), plan, _options);
        var queue = Channel.CreateBounded<Task<ImportedChunk>>(Math.Max(1, workers.Degree));
        var cutting = Task.Run(() => CutAsync(source, plan, workers, queue.Writer, stop.Token), CancellationToken.None);
        var finisher = new OrderLineFinisher(plan.Mapping.Columns.ContainsKey(ImportField.LineId));
        try
        {
            await foreach (var mapping in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                var chunk = await mapping.ConfigureAwait(false);
                if (chunk.Rows is List<ImportedRow> rows)
                {
                    finisher.Finish(rows, (List<SetAsideRow>)chunk.SetAside);
                }

                yield return chunk;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await DrainAsync(queue.Reader, cutting).ConfigureAwait(false);
        }
    }

    // The second file of a two-file export is kept in memory by order number: one record an order.
    private async Task<IReadOnlyDictionary<string, OrderLineRow>> ReadOrdersAsync(
        ImportSource source, ImportPlan plan, ImportShop shop, CancellationToken cancellationToken)
    {
        var orders = new Dictionary<string, OrderLineRow>(StringComparer.Ordinal);
        if (source.Orders is not null && plan.Orders is not null)
        {
            await foreach (var chunk in ReadAsync(source.Orders, plan.Orders, shop, cancellationToken).ConfigureAwait(false))
            {
                foreach (var order in chunk.Rows.OfType<OrderLineRow>())
                {
                    _ = orders.TryAdd(order.OrderKey, order);
                }
            }
        }

        return orders;
    }

    private async Task CutAsync(
        ImportSource source, ImportPlan plan, Workers workers, ChannelWriter<Task<ImportedChunk>> queue, CancellationToken cancellationToken)
    {
        try
        {
            using var text = Utf8Source.Open(source with { Sheet = plan.Sheet }, _options, plan.Encoding);
            var blocks = new CsvBlockReader(text, (byte)plan.Delimiter, _options);
            while (blocks.Next() is { } block)
            {
                await queue.WriteAsync(workers.MapAsync(block), cancellationToken).ConfigureAwait(false);
            }

            queue.Complete();
        }
        catch (Exception problem)
        {
            // Handed on, not swallowed: the reader of the queue gets it where it stood in the file.
            queue.Complete(problem);
        }
    }

    // Whoever stops reading early leaves blocks under way; they are waited for, so that nothing outlives the call.
    private static async Task DrainAsync(ChannelReader<Task<ImportedChunk>> queue, Task cutting)
    {
        await cutting.ConfigureAwait(false);
        while (queue.TryRead(out var mapping))
        {
            await ((Task)mapping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Maps blocks on several cores, or one after another where rows depend on those before.</summary>
    private sealed class Workers(Func<RowWorker> create, ImportPlan plan, ImportOptions options)
    {
        private readonly bool _sequential = RowMapperFactory.IsSequential(plan.Mapping);
        private readonly ConcurrentBag<RowWorker> _idle = [];
        private readonly ConcurrentBag<EventBlock> _events = [];
        private readonly IReadOnlyList<string> _ownNames = new BoundColumns(plan).OwnOfEvents;
        private Task<ImportedChunk>? _previous;

        public int Degree => _sequential ? 1 : options.Parallelism > 0 ? options.Parallelism : Environment.ProcessorCount;

        public Task<ImportedChunk> MapAsync(CsvBlock block)
        {
            _previous = _sequential && _previous is not null
                ? _previous.ContinueWith(_ => Map(block), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
                : Task.Run(() => Map(block), CancellationToken.None);
            return _previous;
        }

        private EventBlock? BlockFor(CsvBlock block)
        {
            if (plan.Mapping.Kind != ImportKind.Events)
            {
                return null;
            }

            var events = _events.TryTake(out var used) ? used : new EventBlock(_events.Add);
            events.Clear(block.RecordCount, _ownNames);
            return events;
        }

        private ImportedChunk Map(CsvBlock block)
        {
            using (block)
            {
                var worker = _idle.TryTake(out var idle) ? idle : create();
                var (sink, rowsRead) = worker.Map(block, BlockFor(block));
                _idle.Add(worker);
                return new ImportedChunk
                {
                    Rows = sink.Events is { } events ? events : sink.Rows,
                    SetAside = sink.SetAside,
                    RowsRead = rowsRead,
                    RowsAbsorbed = sink.Absorbed,
                    BytesRead = block.BytesTaken,
                };
            }
        }
    }
}
