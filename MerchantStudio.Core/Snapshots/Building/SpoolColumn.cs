using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Values one behind the other, in memory as long as they are few and in a temporary file beyond that.</summary>
/// <param name="temporaryPath">Names a new file; its content goes with this object.</param>
/// <param name="memoryRows">Values that are kept in memory.</param>
/// <param name="absent">What rows have that were given nothing.</param>
internal sealed class SpoolColumn<T>(Func<string> temporaryPath, int memoryRows, T absent) : IDisposable
    where T : unmanaged
{
    private const int FirstRoom = 1 << 10;

    private T[] _values = [];
    private int _held;
    private FileStream? _file;

    public int Count { get; private set; }

    public void Add(in T value)
    {
        if (_held == _values.Length)
        {
            MakeRoom();
        }

        _values[_held] = value;
        (_held, Count) = (_held + 1, checked(Count + 1));
    }

    /// <summary>Gives the rows up to that many the absent value.</summary>
    public void Pad(int count)
    {
        while (Count < count)
        {
            Add(absent);
        }
    }

    /// <summary>Copies values from number <paramref name="from"/> on.</summary>
    public void Copy(int from, Span<T> values)
    {
        var filed = Count - _held;
        var old = Math.Clamp(filed - from, 0, values.Length);
        ReadFile(from, values[..old]);
        _values.AsSpan(Math.Max(0, from - filed), values.Length - old).CopyTo(values[old..]);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _values = [];
    }

    private void MakeRoom()
    {
        if (_held < memoryRows)
        {
            Array.Resize(ref _values, Math.Min(memoryRows, Math.Max(FirstRoom, _values.Length * 2)));
            return;
        }

        _file ??= new FileStream(temporaryPath(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        _file.Write(MemoryMarshal.AsBytes(_values.AsSpan()));
        _held = 0;
    }

    private void ReadFile(int from, Span<T> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var start = (long)from * Unsafe.SizeOf<T>();
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_file!.SafeFileHandle, bytes[done..], start + done);
            done += read > 0 ? read : throw new EndOfStreamException("A temporary file of a snapshot is cut short.");
        }
    }
}
