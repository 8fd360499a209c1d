using System.Globalization;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>
/// Where event segments lie: one file per batch. A segment is part of the record when, and only when, its batch is
/// committed in the database; files of other batches are left-overs.
/// </summary>
public sealed class EventSegments(DataFolder dataFolder)
{
    private const string Extension = ".events";
    private const string TemporaryExtension = ".tmp";

    internal string PathOf(int shopId, long batchId) =>
        Path.Combine(Folder(shopId), batchId.ToString(CultureInfo.InvariantCulture) + Extension);

    internal string TemporaryPath(int shopId) => Path.Combine(Folder(shopId), Guid.NewGuid().ToString("N") + TemporaryExtension);

    internal EventSegment Open(int shopId, long batchId) => EventSegment.Open(PathOf(shopId, batchId));

    /// <summary>The keys of all events of these batches.</summary>
    internal EventKeySet KnownKeys(int shopId, IEnumerable<long> batchIds)
    {
        var known = new EventKeySet(() => TemporaryPath(shopId));
        var keys = new long[EventColumns.RowsPerGroup];
        var isNew = new bool[EventColumns.RowsPerGroup];
        foreach (var batch in batchIds)
        {
            using var segment = Open(shopId, batch);
            for (var group = 0; group < segment.Groups.Length; group++)
            {
                var rows = segment.Groups[group];
                _ = segment.Read(EventColumns.KeyHash, group, keys.AsSpan(0, rows));
                known.Add(keys.AsSpan(0, rows), isNew);
            }
        }

        return known;
    }

    /// <summary>Keeps other processes from changing the shop's events until it is disposed.</summary>
    /// <exception cref="IOException">Another process has been at it for too long.</exception>
    internal async Task<IDisposable> LockAsync(int shopId, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder(shopId), "lock");
        var since = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.GetElapsedTime(since) < patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Removes what an interrupted import left. To be called while the shop's events are locked.</summary>
    internal void RemoveLeftOvers(int shopId, IReadOnlySet<long> committed)
    {
        foreach (var file in Directory.EnumerateFiles(Folder(shopId)))
        {
            var isSegment = Path.GetExtension(file) == Extension;
            var batch = Path.GetFileNameWithoutExtension(file);
            if (Path.GetExtension(file) == TemporaryExtension
                || (isSegment && !(long.TryParse(batch, CultureInfo.InvariantCulture, out var id) && committed.Contains(id))))
            {
                File.Delete(file);
            }
        }
    }

    private string Folder(int shopId) => dataFolder.Folder("events", shopId.ToString(CultureInfo.InvariantCulture));
}
