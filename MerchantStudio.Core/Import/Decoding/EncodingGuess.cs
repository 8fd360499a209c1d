using System.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Decoding;

/// <summary>Decides how the bytes of a file stand for letters.</summary>
internal static class EncodingGuess
{
    public const string Utf8 = "utf-8";
    /// <summary>Nothing but ASCII as far as the file was looked at: the rest decides, should it hold anything else.</summary>
    public const string Ascii = "us-ascii";

    public const string Gb18030 = "gb18030";
    public const string Utf16Le = "utf-16le";
    public const string Utf16Be = "utf-16be";
    public const string Windows1252 = "windows-1252";

    public static IReadOnlyList<string> Known { get; } = [Utf8, Gb18030, Utf16Le, Utf16Be, Windows1252];

    /// <summary>The encoding that a byte order mark names, and the length of the mark.</summary>
    public static (string? Name, int Length) FromMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, ..] => (Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Utf16Be, 2),
        _ => (null, 0),
    };

    /// <summary>UTF-16 without a mark: text in Latin letters has a zero in every second byte.</summary>
    public static string? FromZeros(ReadOnlySpan<byte> head)
    {
        var sample = head[..Math.Min(head.Length & ~1, 2048)];
        int evenZeros = 0, oddZeros = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            evenZeros += sample[i] == 0 ? 1 : 0;
            oddZeros += sample[i + 1] == 0 ? 1 : 0;
        }

        var pairs = sample.Length / 2;
        return (pairs, oddZeros * 10 > pairs * 4, evenZeros * 10 > pairs * 4) switch
        {
            ( < 4, _, _) => null,
            (_, true, false) => Utf16Le,
            (_, false, true) => Utf16Be,
            _ => null,
        };
    }

    /// <summary>
    /// Decides among UTF-8, GB18030 and Windows-1252 from lines that are not plain ASCII. The lines vote, so that a few
    /// damaged lines set themselves aside instead of changing how the whole file is read.
    /// </summary>
    public static string FromLines(ReadOnlySpan<byte> sample, bool isWholeRest)
    {
        int utf8 = 0, gb = 0, total = 0;
        long common = 0, pairs = 0;
        while (!sample.IsEmpty)
        {
            var end = sample.IndexOf((byte)'\n');
            if (end < 0 && !isWholeRest && total > 0)
            {
                break;
            }

            var line = end < 0 ? sample : sample[..end];
            sample = end < 0 ? default : sample[(end + 1)..];
            if (System.Text.Ascii.IsValid(line))
            {
                continue;
            }

            total++;
            utf8 += Utf8Valid(line, mayBeCut: end < 0 && !isWholeRest) ? 1 : 0;
            gb += GbText.IsValid(line, ref common, ref pairs) ? 1 : 0;
        }

        return utf8 * 2 >= total ? Utf8
            : gb * 2 >= total && common * 2 >= pairs ? Gb18030
            : Windows1252;
    }

    public static Encoding Get(string name) => name switch
    {
        Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Utf16Le => Encoding.Unicode,
        Utf16Be => Encoding.BigEndianUnicode,
        Gb18030 or Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(name)
            ?? throw new InvalidOperationException($"The runtime does not know the encoding {name}."),
        _ => throw new ImportFileException(new ImportProblem("UnknownEncoding", name)),
    };

    private static bool Utf8Valid(ReadOnlySpan<byte> line, bool mayBeCut)
    {
        if (Utf8Chars(line))
        {
            return true;
        }

        for (var cut = 1; mayBeCut && cut <= 3 && cut < line.Length; cut++)
        {
            if (Utf8Chars(line[..^cut]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Utf8Chars(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
