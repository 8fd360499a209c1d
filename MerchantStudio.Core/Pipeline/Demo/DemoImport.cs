using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Demo;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Storage;

namespace MerchantStudio.Core.Pipeline.Demo;

/// <summary>Makes batches of a demo shop's files, as if somebody had uploaded them.</summary>
public sealed class DemoImport(UploadFolder uploads, ImportService imports, DataFolder dataFolder)
{
    /// <summary>The usual demo shop, in the shop's own currency.</summary>
    public Task<IReadOnlyList<ImportBatch>> ReceiveAsync(Shop shop, string? createdBy, CancellationToken cancellationToken) =>
        ReceiveAsync(shop.Id, new DemoOptions { Currency = shop.Currency }, createdBy, cancellationToken);

    /// <summary>Writes and receives the files; the batches are ready to be committed, in this order.</summary>
    public async Task<IReadOnlyList<ImportBatch>> ReceiveAsync(int shopId, DemoOptions options, string? createdBy, CancellationToken cancellationToken)
    {
        var folder = dataFolder.Folder("demo", Guid.NewGuid().ToString("N"));
        try
        {
            var batches = new List<ImportBatch>();
            foreach (var file in await Task.Run(() => DemoShop.Write(folder, options, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                var upload = await uploads.CopyAsync(shopId, file.Path, cancellationToken).ConfigureAwait(false);
                var received = await imports.ReceiveAsync(upload, null, new ImportRequest { Kind = file.Kind }, createdBy, cancellationToken).ConfigureAwait(false);
                batches.Add(received.Batch ?? throw new InvalidOperationException($"The demo's {file.Kind} were refused: {received.Inspection.Problem?.Key}."));
            }

            return batches;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
