using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Chunks of a file between its reader and its writer. The reader is a few chunks ahead, and many while the writer waits for
/// another shop's import: both files are then read and checked side by side although only one is written.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    /// <summary>Chunks that the reader may be ahead of a writer that writes.</summary>
    public const int Few = 4;

    /// <summary>And of one that waits: 16 MiB of a file.</summary>
    public const int Many = 64;

    private readonly Channel<IReadOnlyList<ImportedRow>> _chunks =
        Channel.CreateUnbounded<IReadOnlyList<ImportedRow>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly SemaphoreSlim _room = new(Few);
    private int _owed;

    /// <summary>Lets the reader go on while the writer waits.</summary>
    public void Lengthen() => _room.Release(_owed = Many - Few);

    /// <summary>Takes all chunks of the file. What stops the reader is thrown by <see cref="ReadAllAsync"/>.</summary>
    public async Task FillAsync(IAsyncEnumerable<IReadOnlyList<ImportedRow>> rows, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
                await _chunks.Writer.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
            }

            _chunks.Writer.Complete();
        }
#pragma warning disable CA1031 // Whatever stops the reader is thrown again by whoever reads the channel.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _chunks.Writer.Complete(exception);
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<ImportedRow>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in _chunks.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return chunk;
            // What the reader was lent while the writer waited comes back first.
            _ = _owed > 0 ? --_owed : _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();
}
