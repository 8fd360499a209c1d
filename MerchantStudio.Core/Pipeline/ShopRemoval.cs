using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Pipeline;

/// <summary>
/// Removes a shop with everything that belongs to it: its record in one transaction, then its files. What is under way is
/// stopped first. A file that cannot be removed now is left to be removed by hand; nothing reads it any more.
/// </summary>
public sealed class ShopRemoval(
    IDbContextFactory<MerchantDbContext> contexts,
    ShopStore shops,
    TrainingSchedules schedules,
    TrainingService training,
    ImportQueue imports,
    DataFolder data)
{
    private static readonly string[] s_folders = ["events", "uploads", "snapshots", "models", "set-aside"];

    /// <returns>Folders that could not be removed, relative to the data folder.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(int shopId, CancellationToken cancellationToken)
    {
        var runs = await StopAsync(shopId, cancellationToken).ConfigureAwait(false);
        await shops.DeleteAsync(shopId, cancellationToken).ConfigureAwait(false);
        var name = shopId.ToString(CultureInfo.InvariantCulture);
        var folders = s_folders.Select(folder => Path.Combine(data.Root, folder, name))
            .Concat(runs.Select(run => Path.Combine(data.Root, "runs", run.ToString(CultureInfo.InvariantCulture))));
        return [.. folders.Where(folder => !TryDelete(folder)).Select(data.Relative)];
    }

    private async Task<List<long>> StopAsync(int shopId, CancellationToken cancellationToken)
    {
        foreach (var scheduled in await schedules.ListAsync(shopId, cancellationToken).ConfigureAwait(false))
        {
            _ = await schedules.RemoveAsync(shopId, scheduled.Schedule.Id, cancellationToken).ConfigureAwait(false);
        }

        // One that waits for its turn looks as it did before.
        var batches = await contexts.UseAsync(
            db => db.ImportBatches.Where(batch => batch.ShopId == shopId && batch.State != ImportBatchState.Committed && batch.State != ImportBatchState.Undone)
                .Select(batch => batch.Id).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        batches.ForEach(batch => _ = imports.Cancel(batch));
        var runs = await contexts.UseAsync(
            db => db.TrainingRuns.Where(run => run.ShopId == shopId).Select(run => run.Id).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var run in runs)
        {
            _ = await training.CancelAsync(shopId, run, cancellationToken).ConfigureAwait(false);
        }

        return runs;
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
