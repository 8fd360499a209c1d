using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Snapshots;

/// <summary>A snapshot in a temporary file, built of rows in memory; removed when disposed.</summary>
public sealed class SnapshotFile : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"snapshot-{Guid.NewGuid():N}");

    public SnapshotFile(SnapshotBuilder builder) => Snapshot = builder.WriteAndOpen(_path);

    public Snapshot Snapshot { get; }

    /// <summary>Builds a snapshot of these rows for a shop in pounds and UTC.</summary>
    public static SnapshotFile Of(params IEnumerable<SnapshotRow> rows)
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        foreach (var row in rows)
        {
            builder.Add(row);
        }

        return new SnapshotFile(builder);
    }

    public void Dispose()
    {
        Snapshot.Dispose();
        File.Delete(_path);
    }
}
