using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>What became of one of several files that arrived together.</summary>
public sealed record TakenFile(string UploadId, string FileName, ReceivedFile Received);

/// <summary>Turns files that arrived together into batches; lines and orders that lie in two files become one.</summary>
public sealed class FileIntake(UploadFolder uploads, ImportService imports)
{
    /// <summary>What became of each file, in the order given; a file of orders that was joined to its lines is left out.</summary>
    public async Task<IReadOnlyList<TakenFile>> ReceiveAsync(
        int shopId, IReadOnlyList<string> uploadIds, string? createdBy, CancellationToken cancellationToken)
    {
        var files = new List<(Upload Upload, ImportInspection Inspection)>();
        foreach (var id in uploadIds)
        {
            var upload = await uploads.FindAsync(shopId, id, cancellationToken)
                ?? throw new InvalidOperationException($"The upload {id} is not in shop {shopId}.");
            files.Add((upload, await imports.InspectAsync(upload, null, new ImportRequest(), cancellationToken)));
        }

        var received = new List<TakenFile>();
        var lines = files.Where(file => file.Inspection.Plan?.Mapping.Layout == ImportLayout.TwoFileJoin).ToList();
        var orders = lines.Count == 1 ? files.Where(file => IsOrderReport(file.Inspection)).ToList() : [];
        foreach (var (upload, _) in files.Where(file => orders.Count != 1 || file != orders[0]))
        {
            var partner = orders.Count == 1 && upload == lines[0].Upload ? orders[0].Upload : null;
            received.Add(new TakenFile(upload.Id, upload.FileName, await imports.ReceiveAsync(upload, partner, new ImportRequest(), createdBy, cancellationToken)));
        }

        return received;
    }

    private static bool IsOrderReport(ImportInspection inspection) =>
        inspection.Preset?.StartsWith("taobao-orders", StringComparison.Ordinal) == true;
}
