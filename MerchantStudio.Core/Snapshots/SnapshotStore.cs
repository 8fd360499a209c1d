using System.Collections.Concurrent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Events;
using MerchantStudio.Core.Storage.Record;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Snapshots;

/// <summary>
/// Hands out shops' current snapshots. One that is missing, damaged, of another format or older than the record is built
/// from the record first, beside the old one; readers keep what they opened, and a superseded file goes with its last
/// reader. Safe for several threads.
/// </summary>
public sealed partial class SnapshotStore(
    ShopRecords records, EventSegments segments, DataFolder dataFolder, ILogger<SnapshotStore> logger) : IDisposable
{
    private readonly ConcurrentDictionary<int, ShopSlot> _slots = new();

    /// <summary>
    /// Opens the shop's snapshot as of its record now. Dispose it when the work is done.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such shop.</exception>
    public async Task<Snapshot> OpenAsync(int shopId, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(shopId, _ => new ShopSlot());
        var shop = await records.FindShopAsync(shopId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no shop {shopId}.");
        if (slot.TryOpen(shop) is { } current)
        {
            return current;
        }

        await slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever had the gate may have built a later state than the one that was asked for.
            shop = await records.FindShopAsync(shopId, cancellationToken).ConfigureAwait(false) ?? shop;
            return slot.TryOpen(shop) ?? slot.Swap(await LoadOrBuildAsync(shop, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values)
        {
            slot.Dispose();
        }
    }

    private async Task<SharedSnapshotFile> LoadOrBuildAsync(Shop shop, CancellationToken cancellationToken)
    {
        var folder = dataFolder.Folder("snapshots", shop.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var path = PathOf(folder, shop.DataVersion);
        if (TryLoad(path, shop) is { } loaded)
        {
            return loaded;
        }

        path = await BuildAsync(shop.Id, folder, cancellationToken).ConfigureAwait(false);
        RemoveOthers(folder, path);
        return new SharedSnapshotFile(ColumnFile.Open(path));
    }

    private SharedSnapshotFile? TryLoad(string path, Shop shop)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        ColumnFile? file = null;
        try
        {
            file = ColumnFile.Open(path);
            if (IsOf(SnapshotHeader.Read(file), shop))
            {
                file.Verify();
                return new SharedSnapshotFile(file);
            }
        }
        catch (ColumnFileException exception)
        {
            Log.Damaged(logger, shop.Id, exception);
        }

        file?.Dispose();
        return null;
    }

    private async Task<string> BuildAsync(int shopId, string folder, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".tmp");
        try
        {
            var record = await records.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
            await using (record.ConfigureAwait(false))
            {
                using var content = new RecordSnapshot(record, segments, temporary);
                var builder = await content.BuildAsync(cancellationToken).ConfigureAwait(false);
                var header = builder.Write(temporary);
                Log.Built(logger, shopId, header.DataVersion, header.RowCount, header.CustomerCount, header.ItemCount);
                var path = PathOf(folder, header.DataVersion);
                File.Move(temporary, path, overwrite: true);
                return path;
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string PathOf(string folder, long dataVersion) => Path.Combine(folder, $"{dataVersion}.snapshot");

    internal static bool IsOf(SnapshotHeader header, Shop shop) =>
        header.FormatVersion == SnapshotHeader.CurrentFormat && header.ShopId == shop.Id && header.DataVersion == shop.DataVersion
        && header.Currency == shop.Currency && header.TimeZoneId == shop.TimeZoneId && header.SessionGapMinutes == shop.SessionGapMinutes;

    private void RemoveOthers(string folder, string current)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => file != current))
        {
            try
            {
                // A temporary file that another process builds is locked; one that a killed process left is not.
                if (file.EndsWith(".tmp", StringComparison.Ordinal))
                {
                    using var abandoned = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                }

                File.Delete(file);
            }
            catch (IOException exception)
            {
                // Windows keeps files that somebody has mapped; the next build tries again.
                Log.StillInUse(logger, file, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3001, Level = LogLevel.Information,
            Message = "Built snapshot {DataVersion} of shop {ShopId}: {Rows} rows, {Customers} customers, {Items} items")]
        public static partial void Built(ILogger logger, int shopId, long dataVersion, int rows, int customers, int items);

        [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The snapshot of shop {ShopId} cannot be read and is built again")]
        public static partial void Damaged(ILogger logger, int shopId, Exception exception);

        [LoggerMessage(EventId = 3003, Level = LogLevel.Debug, Message = "The superseded snapshot {File} is still in use")]
        public static partial void StillInUse(ILogger logger, string file, Exception exception);
    }
}
