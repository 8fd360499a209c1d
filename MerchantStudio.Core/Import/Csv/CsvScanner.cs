using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MerchantStudio.Core.Import.Csv;

/// <summary>
/// Finds cells and records (RFC 4180, any of CR, LF and CRLF as line end, any delimiter). Bytes are compared 32 at a
/// time; only delimiters, quotes and line ends are looked at one by one.
/// </summary>
internal ref struct CsvScanner
{
    private const byte Quote = (byte)'"';
    private const byte Lf = (byte)'\n';
    private const byte Cr = (byte)'\r';

    private readonly CsvBlock _block;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly byte _delimiter;
    private int _recordStart;
    private int _cellStart;
    private int _skip;
    private bool _quoted;
    private bool _inQuotes;

    private CsvScanner(CsvBlock block, int end, byte delimiter)
    {
        _block = block;
        _bytes = block.Buffer.AsSpan(0, end);
        _delimiter = delimiter;
        _skip = -1;
    }

    /// <summary>Adds the complete records of the block's first bytes to it.</summary>
    /// <param name="block">Its buffer holds the bytes.</param>
    /// <param name="end">End of the bytes.</param>
    /// <param name="delimiter">The byte between cells.</param>
    /// <param name="isFinal">Whether the file ends here, so that the last record needs no line end.</param>
    /// <returns>Where the first incomplete record begins, and whether it stands in an open quote.</returns>
    public static (int Consumed, bool InQuotes) Scan(CsvBlock block, int end, byte delimiter, bool isFinal)
    {
        var scanner = new CsvScanner(block, end, delimiter);
        scanner.Run();
        if (isFinal && !scanner._inQuotes && scanner._recordStart < end)
        {
            scanner.EndCell(end);
            scanner.EndRecord(end, end);
        }

        block.DropOpenCells();
        return (scanner._recordStart, scanner._inQuotes);
    }

    private void Run()
    {
        for (var position = Vector256.IsHardwareAccelerated ? RunVectors() : 0; position < _bytes.Length; position++)
        {
            var value = _bytes[position];
            if (value == _delimiter || value is Quote or Lf or Cr)
            {
                Step(position, value);
            }
        }
    }

    private int RunVectors()
    {
        var position = 0;
        var delimiter = Vector256.Create(_delimiter);
        var quote = Vector256.Create(Quote);
        var lf = Vector256.Create(Lf);
        var cr = Vector256.Create(Cr);
        ref var first = ref MemoryMarshal.GetReference(_bytes);
        for (; position <= _bytes.Length - Vector256<byte>.Count; position += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref first, (nuint)position);
            var hits = Vector256.Equals(bytes, delimiter) | Vector256.Equals(bytes, quote) | Vector256.Equals(bytes, lf) | Vector256.Equals(bytes, cr);
            for (var mask = hits.ExtractMostSignificantBits(); mask != 0; mask &= mask - 1)
            {
                var at = position + BitOperations.TrailingZeroCount(mask);
                Step(at, Unsafe.Add(ref first, at));
            }
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step(int at, byte value)
    {
        if (_inQuotes || value == Quote)
        {
            StepQuote(at, value);
        }
        else if (value == _delimiter)
        {
            EndCell(at);
            _cellStart = at + 1;
        }
        else if (at == _recordStart)
        {
            // A blank line, or the second half of a CRLF.
            _recordStart = _cellStart = at + 1;
        }
        else
        {
            EndCell(at);
            EndRecord(at, at + 1);
        }
    }

    private void StepQuote(int at, byte value)
    {
        if (value != Quote || at == _skip)
        {
            return;
        }

        if (!_inQuotes)
        {
            // A quote inside an unquoted cell is a letter like any other.
            _inQuotes = at == _cellStart;
            _quoted |= _inQuotes;
        }
        else if (at + 1 < _bytes.Length && _bytes[at + 1] == Quote)
        {
            _skip = at + 1;
        }
        else
        {
            _inQuotes = false;
        }
    }

    private void EndCell(int end)
    {
        _block.AddCell(_cellStart, end, _quoted);
        _quoted = false;
    }

    private void EndRecord(int end, int next)
    {
        _block.EndRecord(_recordStart, end);
        _recordStart = _cellStart = next;
    }
}
