using System.IO.Compression;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Workbooks;

namespace MerchantStudio.Core.Import.Decoding;

/// <summary>The bytes of a file, unpacked when it is a gzip, with the limits that keep a hostile file from filling memory.</summary>
internal sealed class ByteSource : IDisposable
{
    // Small gzip files of repeated rows compress far better than any ratio worth setting; what fits in memory anyway is let through.
    private const long UnpackedAlwaysAllowed = 64 << 20;

    private readonly CountingStream _raw;
    private readonly GZipStream? _gzip;
    private readonly GzipWatch? _watch;
    private readonly int _maxRatio;
    private readonly byte[] _head = new byte[4096];
    private readonly int _headLength;
    private int _headTaken;
    private long _unpacked;

    private ByteSource(CountingStream raw, WorkbookText? workbook, int maxRatio)
    {
        (_raw, Workbook) = (raw, workbook);
        _maxRatio = maxRatio;
        _headLength = raw.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
        if (workbook is null && FileSignature.IsGzip(_head.AsSpan(0, _headLength)))
        {
            IsGzip = true;
            _watch = new GzipWatch(new PrefixedStream(_head.AsMemory(0, _headLength), raw));
            _gzip = new GZipStream(_watch, CompressionMode.Decompress);
            _head = new byte[4096];
            _headLength = Unpack(_head);
        }
    }

    public bool IsGzip { get; }

    /// <summary>The workbook that the text is made of; null for any other file.</summary>
    public WorkbookText? Workbook { get; }

    /// <summary>Bytes taken from the file as it lies on disk.</summary>
    public long BytesTaken => Workbook?.BytesTaken ?? _raw.Count;

    /// <summary>The first unpacked bytes, for recognising what is no table.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    public static ByteSource Open(ImportSource source, ImportOptions options)
    {
        var file = source.Open();
        try
        {
            var workbook = IsWorkbook(file, options) ? WorkbookText.Open(file, source.Sheet) : null;
            return new ByteSource(new CountingStream(workbook ?? file), workbook, options.MaxCompressionRatio);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Only a file that can be read in any order can be an archive.
    private static bool IsWorkbook(Stream file, ImportOptions options)
    {
        if (!file.CanSeek)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[4];
        var isZip = WorkbookGuard.IsZip(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        var isWorkbook = isZip && WorkbookGuard.IsSafeWorkbook(file, options);
        file.Position = 0;
        return isWorkbook;
    }

    /// <summary>Reads up to the buffer's length; 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_headTaken < _headLength)
        {
            var count = Math.Min(buffer.Length, _headLength - _headTaken);
            _head.AsSpan(_headTaken, count).CopyTo(buffer);
            _headTaken += count;
            return count;
        }

        return _gzip is null ? _raw.Read(buffer) : Unpack(buffer);
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        _watch?.Dispose();
        _raw.Dispose();
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            var read = _gzip!.Read(buffer);
            _unpacked += read;
            if (read == 0 && buffer.Length > 0 && !_watch!.MayBeWhole(_unpacked))
            {
                throw new ImportFileException(new ImportProblem("GzipDamaged"));
            }

            if (_unpacked > UnpackedAlwaysAllowed && _unpacked / Math.Max(1, _raw.Count) > _maxRatio)
            {
                throw new ImportFileException(new ImportProblem("CompressionTooHigh", _maxRatio.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            return read;
        }
        catch (InvalidDataException problem)
        {
            throw new ImportFileException(new ImportProblem("GzipDamaged"), problem);
        }
    }

    /// <summary>Gives back the bytes that were looked at before the rest.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private int _taken;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_taken >= prefix.Length)
            {
                return rest.Read(buffer);
            }

            var count = Math.Min(buffer.Length, prefix.Length - _taken);
            prefix.Span.Slice(_taken, count).CopyTo(buffer);
            _taken += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
