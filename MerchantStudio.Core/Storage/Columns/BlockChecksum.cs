using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Columns;

/// <summary>Checksum of a stream of bytes, taken over blocks of fixed size so that it does not depend on the pieces.</summary>
internal sealed class BlockChecksum
{
    private const int BlockBytes = 1 << 16;
    private readonly byte[] _block = new byte[BlockBytes];
    private int _filled;
    private ulong _hash;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_filled > 0)
        {
            var taken = Math.Min(BlockBytes - _filled, bytes.Length);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            _filled += taken;
            bytes = bytes[taken..];
            if (_filled < BlockBytes)
            {
                return;
            }

            Add(_block);
            _filled = 0;
        }

        for (; bytes.Length >= BlockBytes; bytes = bytes[BlockBytes..])
        {
            Add(bytes[..BlockBytes]);
        }

        bytes.CopyTo(_block);
        _filled = bytes.Length;
    }

    public ulong Finish()
    {
        Add(_block.AsSpan(0, _filled));
        _filled = 0;
        return _hash;
    }

    private void Add(ReadOnlySpan<byte> block) => _hash = StableHash.Combine(_hash, StableHash.Of(block));
}
