namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>A list in blocks: it grows without copying and without one huge array.</summary>
internal sealed class GrowingColumn<T>(T absent)
    where T : unmanaged
{
    private const int BlockBits = 16;
    private const int BlockMask = (1 << BlockBits) - 1;
    private readonly List<T[]> _blocks = [];

    /// <summary>True when something other than the absent value was ever added.</summary>
    public bool IsUsed => _blocks.Count > 0;

    public T this[int index]
    {
        get
        {
            var block = index >> BlockBits;
            return block < _blocks.Count && _blocks[block] is { } values ? values[index & BlockMask] : absent;
        }
    }

    /// <summary>Sets a value at or after the end; what is skipped is absent.</summary>
    public void Set(int index, T value)
    {
        if (_blocks.Count == 0 && EqualityComparer<T>.Default.Equals(value, absent))
        {
            return;
        }

        while (index >> BlockBits >= _blocks.Count)
        {
            var block = GC.AllocateUninitializedArray<T>(1 << BlockBits);
            Array.Fill(block, absent);
            _blocks.Add(block);
        }

        _blocks[index >> BlockBits][index & BlockMask] = value;
    }
}
