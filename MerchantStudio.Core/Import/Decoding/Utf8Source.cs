using System.Buffers;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Workbooks;

namespace MerchantStudio.Core.Import.Decoding;

/// <summary>
/// Gives a file as UTF-8, whatever it is written in. UTF-8 passes through unchecked (damaged rows are found later, row
/// by row); anything else is converted, and what cannot be becomes U+FFFD. A file that starts in plain ASCII is only
/// decided when the first other byte comes, in whatever gigabyte that may be.
/// </summary>
internal sealed class Utf8Source : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly ByteSource _bytes;
    // Rented: a hundred small files would otherwise leave a hundred large arrays.
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private bool _isDisposed;
    private int _start;
    private int _end;
    private bool _atEnd;
    private Decoder? _decoder;
    private char[]? _chars;
    private byte[]? _converted;
    private int _convertedStart;
    private int _convertedEnd;
    private bool _flushed;

    private Utf8Source(ByteSource bytes, string? forced)
    {
        _bytes = bytes;
        Fill();
        var (marked, markLength) = EncodingGuess.FromMark(Pending);
        if (marked is not null && (forced is null || forced == marked))
        {
            _start += markLength;
            HasMark = true;
        }

        var known = forced ?? marked ?? EncodingGuess.FromZeros(Pending);
        if (known is not null)
        {
            Decide(known);
        }
    }

    /// <summary>The encoding, or null as long as everything was plain ASCII.</summary>
    public string? EncodingName { get; private set; }

    public bool HasMark { get; }

    /// <summary>Whether letters that could not be read are marked with U+FFFD in what is given out.</summary>
    public bool MarksBadLetters => _decoder is not null;

    /// <summary>The workbook that the text is made of; null for any other file.</summary>
    public WorkbookText? Workbook => _bytes.Workbook;

    public bool IsGzip => _bytes.IsGzip;
    public long BytesTaken => _bytes.BytesTaken;

    private ReadOnlySpan<byte> Pending => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Opens a file and checks that it may be a table.</summary>
    /// <exception cref="ImportFileException">It is empty, a picture, a workbook, a damaged gzip…</exception>
    public static Utf8Source Open(ImportSource source, ImportOptions options, string? encoding)
    {
        var bytes = ByteSource.Open(source, options);
        try
        {
            return FileSignature.ProblemOf(bytes.Head) is { } problem
                ? throw new ImportFileException(problem)
                : new Utf8Source(bytes, bytes.Workbook is not null ? EncodingGuess.Utf8 : encoding == EncodingGuess.Ascii ? null : encoding);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Reads up to the buffer's length (at least 16 bytes); 0 at the end.</summary>
    public int Read(Span<byte> destination)
    {
        if (_decoder is not null)
        {
            return ReadConverted(destination);
        }

        if (_start == _end)
        {
            Fill();
        }

        if (EncodingName is null)
        {
            var plain = Ascii.IsValid(Pending) ? Pending.Length : Pending.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (plain == 0 && _end > _start)
            {
                DecideFromLines();
                return Read(destination);
            }

            return Take(destination, plain);
        }

        return Take(destination, Pending.Length);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            ArrayPool<byte>.Shared.Return(_buffer);
            _bytes.Dispose();
        }
    }

    private int Take(Span<byte> destination, int available)
    {
        var count = Math.Min(destination.Length, available);
        Pending[..count].CopyTo(destination);
        _start += count;
        return count;
    }

    private void DecideFromLines()
    {
        Fill();
        Decide(EncodingGuess.FromLines(Pending, _atEnd));
    }

    private void Decide(string name)
    {
        EncodingName = name;
        if (name != EncodingGuess.Utf8)
        {
            _decoder = EncodingGuess.Get(name).GetDecoder();
            _decoder.Fallback = new DecoderReplacementFallback("\uFFFD");
            _chars = new char[32 << 10];
            _converted = new byte[Encoding.UTF8.GetMaxByteCount(_chars.Length)];
        }
    }

    private int ReadConverted(Span<byte> destination)
    {
        while (_convertedStart == _convertedEnd && !_flushed)
        {
            Convert();
        }

        var count = Math.Min(destination.Length, _convertedEnd - _convertedStart);
        _converted.AsSpan(_convertedStart, count).CopyTo(destination);
        _convertedStart += count;
        return count;
    }

    private void Convert()
    {
        if (_start == _end)
        {
            Fill();
        }

        var atEnd = _start == _end;
        _decoder!.Convert(Pending, _chars, flush: atEnd, out var used, out var made, out var completed);
        _start += used;
        _flushed = atEnd && completed;
        _convertedStart = 0;
        _convertedEnd = Encoding.UTF8.GetBytes(_chars.AsSpan(0, made), _converted);
    }

    private void Fill()
    {
        Pending.CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (!_atEnd && _end < _buffer.Length)
        {
            var read = _bytes.Read(_buffer.AsSpan(_end));
            _end += read;
            _atEnd = read == 0;
        }
    }
}
