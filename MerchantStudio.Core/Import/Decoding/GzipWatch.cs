using System.Buffers.Binary;

namespace MerchantStudio.Core.Import.Decoding;

/// <summary>
/// Watches the packed bytes go by, because the runtime takes a gzip that breaks off for one that ends. A whole one ends
/// with the length of its content (RFC 1952); only a file of several joined members may state another one.
/// </summary>
internal sealed class GzipWatch(Stream inner) : Stream
{
    private const int HeaderBytes = 10;

    private readonly byte[] _last = new byte[HeaderBytes];
    private bool _isJoined;
    private long _seen;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _seen; set => throw new NotSupportedException(); }

    /// <summary>Whether the file may be whole, given how many bytes came out of it.</summary>
    public bool MayBeWhole(long unpacked) =>
        _isJoined || (_seen > HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(_last.AsSpan(HeaderBytes - 4)) == (uint)unpacked);

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Watch(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        for (var from = _seen == 0 ? 1 : 0; !_isJoined && from < bytes.Length; from++)
        {
            var next = bytes[from..].IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);
            if (next < 0)
            {
                break;
            }

            from += next;
            _isJoined = IsHeader(bytes[from..]);
        }

        _seen += bytes.Length;
        var kept = Math.Min(HeaderBytes, bytes.Length);
        _last.AsSpan(kept).CopyTo(_last);
        bytes[^kept..].CopyTo(_last.AsSpan(HeaderBytes - kept));
    }

    // Flags, extra flags and system have few possible values; three bytes alone turn up in packed data by chance.
    private static bool IsHeader(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderBytes && bytes[3] < 0x20 && bytes[8] is 0 or 2 or 4 && bytes[9] is <= 13 or 255;
}
