using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>Writes a log of events as the CSV that a shop would export: event_time, event_type, user_id, session_id, product_id, price.</summary>
public static class ClickstreamCsv
{
    private const int LongestLine = 128;
    private const int FlushAt = 1 << 20;

    /// <summary>Writes the file and gives its SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Write(Clickstream log, string path, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, FlushAt);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[FlushAt + LongestLine];
        var used = Append("event_time,event_type,user_id,session_id,product_id,price\n"u8, buffer, 0);
        var stamps = new Stamps();
        for (var row = 0; row < log.Count; row++)
        {
            if (used >= FlushAt)
            {
                cancellationToken.ThrowIfCancellationRequested();
                used = Flush(file, hash, buffer, used);
            }
            used = AppendRow(log, row, stamps, buffer, used);
        }
        Flush(file, hash, buffer, used);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int AppendRow(Clickstream log, int row, Stamps stamps, byte[] buffer, int used)
    {
        used = Append(stamps.Of(log.Seconds[row]), buffer, used);
        used = Append(stamps.Kind(log.Kinds[row]), buffer, used);
        used = AppendNumber(log.Users[row], buffer, used);
        used = Append(",s"u8, buffer, used);
        used = AppendNumber(log.Sessions[row], buffer, used);
        used = Append(",p"u8, buffer, used);
        used = AppendNumber(log.Products[row], buffer, used);
        buffer[used++] = (byte)',';
        used = AppendNumber(log.Prices[row] / 100, buffer, used);
        buffer[used++] = (byte)'.';
        buffer[used++] = (byte)('0' + (log.Prices[row] / 10 % 10));
        buffer[used++] = (byte)('0' + (log.Prices[row] % 10));
        buffer[used++] = (byte)'\n';
        return used;
    }

    private static int Flush(FileStream file, IncrementalHash hash, byte[] buffer, int used)
    {
        hash.AppendData(buffer, 0, used);
        file.Write(buffer, 0, used);
        return 0;
    }

    private static int Append(ReadOnlySpan<byte> text, byte[] buffer, int used)
    {
        text.CopyTo(buffer.AsSpan(used));
        return used + text.Length;
    }

    private static int AppendNumber(int number, byte[] buffer, int used)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out var written);
        return used + written;
    }

    /// <summary>Rows come in the order of time, so a second's text is made once.</summary>
    private sealed class Stamps
    {
        private readonly byte[][] _kinds = [.. Enumerable.Range(0, 4).Select(kind => Encoding.ASCII.GetBytes($",{Clickstream.NameOf(kind)},u"))];
        private int _second = -1;
        private byte[] _text = [];

        public byte[] Of(int second)
        {
            if (second != _second)
            {
                _second = second;
                _text = Encoding.ASCII.GetBytes(DateTime.UnixEpoch.AddSeconds(Clickstream.StartSeconds + second).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            }
            return _text;
        }

        public byte[] Kind(int kind) => _kinds[kind];
    }
}
