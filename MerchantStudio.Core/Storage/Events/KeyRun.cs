using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>Sorted keys in a temporary file, which goes with this object.</summary>
internal sealed class KeyRun : IDisposable
{
    private const int PrefixBits = 16;

    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int[] _starts;

    private KeyRun(MemoryMappedFile map, int[] starts)
    {
        (_map, _starts) = (map, starts);
        _view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <param name="path">A file that does not exist yet.</param>
    /// <param name="keys">In ascending order.</param>
    public static KeyRun Write(string path, ReadOnlySpan<long> keys)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1, FileOptions.DeleteOnClose);
        try
        {
            file.Write(MemoryMarshal.AsBytes(keys));
            file.Flush();
            return new KeyRun(MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false), StartsOf(keys));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The keys in ascending order. They are hashes, spread evenly: dealt out by their first bits, only a few of each start
    /// are left to be sorted.
    /// </summary>
    /// <param name="slots">The keys, among zeros.</param>
    /// <param name="count">How many keys there are.</param>
    public static long[] Sort(ReadOnlySpan<long> slots, int count)
    {
        var keys = GC.AllocateUninitializedArray<long>(count);
        var next = StartsOf(slots, leaveOut: 0);
        var starts = next.AsSpan().ToArray();
        foreach (var key in slots)
        {
            if (key != 0)
            {
                keys[next[PrefixOf(key)]++] = key;
            }
        }

        for (var prefix = 0; prefix < starts.Length - 1; prefix++)
        {
            keys.AsSpan(starts[prefix]..starts[prefix + 1]).Sort();
        }

        return keys;
    }

    public unsafe bool Contains(long key)
    {
        var prefix = PrefixOf(key);
        var (from, to) = (_starts[prefix], _starts[prefix + 1]);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return new ReadOnlySpan<long>(start + _view.PointerOffset + ((long)from * sizeof(long)), to - from).BinarySearch(key) >= 0;
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }

    private static int PrefixOf(long key) => (int)((ulong)(key ^ long.MinValue) >> (64 - PrefixBits));

    private static int[] StartsOf(ReadOnlySpan<long> keys, long? leaveOut = null)
    {
        var starts = new int[(1 << PrefixBits) + 1];
        foreach (var key in keys)
        {
            starts[PrefixOf(key) + 1] += key == leaveOut ? 0 : 1;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        return starts;
    }
}
