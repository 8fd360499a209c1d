using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

/// <summary>An open snapshot file that counts its readers; closed with the last of them.</summary>
internal sealed class SharedSnapshotFile(ColumnFile file)
{
    private readonly Lock _lock = new();

    /// <summary>Readers, and one for being the current snapshot.</summary>
    private int _references = 1;

    public SnapshotHeader Header { get; } = SnapshotHeader.Read(file);

    public Snapshot Open()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_references == 0, this);
            _references++;
        }

        return new Snapshot(file, Release);
    }

    /// <summary>Ends one reading, or the state of being current.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_references == 0)
            {
                file.Dispose();
            }
        }
    }
}

/// <summary>The current snapshot of one shop in this process.</summary>
internal sealed class ShopSlot : IDisposable
{
    private readonly Lock _lock = new();
    private SharedSnapshotFile? _current;

    /// <summary>Held while a snapshot is loaded or built.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    public Snapshot? TryOpen(Shop shop)
    {
        lock (_lock)
        {
            return _current is not null && SnapshotStore.IsOf(_current.Header, shop) ? _current.Open() : null;
        }
    }

    /// <summary>Makes a file the current one and opens it.</summary>
    public Snapshot Swap(SharedSnapshotFile file)
    {
        lock (_lock)
        {
            _current?.Release();
            _current = file;
            return file.Open();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _current?.Release();
            _current = null;
        }

        Gate.Dispose();
    }
}
