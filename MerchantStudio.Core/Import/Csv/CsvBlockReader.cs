using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Decoding;

namespace MerchantStudio.Core.Import.Csv;

/// <summary>Cuts a file into blocks of whole records. Memory is bounded by the longest record allowed, whatever the file holds.</summary>
internal sealed class CsvBlockReader(Utf8Source source, byte delimiter, ImportOptions options)
{
    private const int BlockBytes = 256 << 10;

    // Rows that open a quote and never close it cost a whole record's length of looking ahead each, so they are few or the file is broken.
    private const int MaxOpenQuotes = 100;

    private byte[] _carried = [];
    private long _records;
    private int _openQuotes;
    private bool _atEnd;

    /// <summary>The next block, or null at the end of the file. The caller disposes it.</summary>
    /// <exception cref="ImportFileException">A record is longer than allowed, or quotes are broken throughout.</exception>
    public CsvBlock? Next()
    {
        if (_atEnd && _carried.Length == 0)
        {
            return null;
        }

        var block = new CsvBlock(Math.Max(BlockBytes, _carried.Length * 2));
        try
        {
            Read(block);
            block.FirstRecord = _records;
            block.BytesTaken = source.BytesTaken;
            block.MarksBadLetters = source.MarksBadLetters;
            _records += block.RecordCount;
            return block;
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    private void Read(CsvBlock block)
    {
        _carried.CopyTo(block.Buffer, 0);
        var length = _carried.Length;
        while (true)
        {
            length = Fill(block, length);
            var (consumed, inQuotes) = CsvScanner.Scan(block, length, delimiter, _atEnd);
            if (inQuotes && (_atEnd || length - consumed > options.MaxRecordBytes))
            {
                consumed = CloseAtLineEnd(block, consumed, length);
            }

            if (block.RecordCount > 0 || _atEnd)
            {
                Carry(block, consumed, length);
                return;
            }

            if (length - consumed > options.MaxRecordBytes)
            {
                throw new ImportFileException(new ImportProblem("LineTooLong", Megabytes(options.MaxRecordBytes)));
            }

            // Only blank lines so far: they make room instead of more of them being kept.
            block.Buffer.AsSpan(consumed, length - consumed).CopyTo(block.Buffer);
            length -= consumed;
            if (length == block.Buffer.Length)
            {
                block.Grow(length);
            }
        }
    }

    private int Fill(CsvBlock block, int length)
    {
        while (!_atEnd && length < block.Buffer.Length)
        {
            var read = source.Read(block.Buffer.AsSpan(length));
            length += read;
            _atEnd = read == 0;
        }

        return length;
    }

    private void Carry(CsvBlock block, int consumed, int length) =>
        _carried = block.Buffer.AsSpan(consumed, length - consumed).ToArray();

    // Nothing closes the quote: the first line of the record is given up, and reading goes on behind it.
    private int CloseAtLineEnd(CsvBlock block, int recordStart, int length)
    {
        var bytes = block.Buffer.AsSpan(recordStart, length - recordStart);
        var lineEnd = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        if (lineEnd < 0 && !_atEnd)
        {
            return recordStart;
        }

        if (++_openQuotes > MaxOpenQuotes)
        {
            throw new ImportFileException(new ImportProblem("QuotesBroken"));
        }

        var end = lineEnd < 0 ? bytes.Length : lineEnd;
        block.AddCell(recordStart, recordStart + end, quoted: false);
        block.EndRecord(recordStart, recordStart + end, openQuote: true);
        return recordStart + Math.Min(bytes.Length, end + 1);
    }

    private static string Megabytes(int bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0.#} MB");
}
