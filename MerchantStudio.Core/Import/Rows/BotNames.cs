using System.Text;
using MerchantStudio.Core.Import.Recognition;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// Programs that say of themselves that they are one, by what a log has as device or user agent: “Googlebot/2.1”, “bot”,
/// “AhrefsBot”, “HeadlessChrome”. A name that only begins like one (“Botanica tablet”, “robot vacuum shop”) is none.
/// </summary>
internal static class BotNames
{
    private const int ShortestName = 3;

    // The longest device that people's logs write is far shorter than a user agent.
    private const int MostLooked = 400;

    private static readonly HashSet<string> s_columns = new(StringComparer.Ordinal) { "useragent", "httpuseragent", "ua", "browseragent", "contextuseragent", "用户代理" };

    private const int LongestTool = 24;

    private static readonly HashSet<string> s_tools = new(StringComparer.Ordinal)
    {
        "curl", "wget", "python-requests", "python-urllib", "aiohttp", "scrapy", "java", "go-http-client", "libwww-perl", "httpclient", "postmanruntime", "node-fetch", "axios", "phantomjs",
    };

    /// <summary>Whether a column of that header says which program asked for a page.</summary>
    public static bool IsUserAgent(string header) =>
        s_columns.Contains(string.Concat(HeaderText.Normalise(header).Where(char.IsLetterOrDigit)));

    public static bool Names(ReadOnlySpan<byte> device)
    {
        if (device.Length < ShortestName)
        {
            return false;
        }
        device = device[..Math.Min(device.Length, MostLooked)];
        return Holds(device, "bot"u8, wordEnds: true) || Holds(device, "crawler"u8, wordEnds: false) || Holds(device, "spider"u8, wordEnds: true)
            || Holds(device, "headless"u8, wordEnds: false) || Holds(device, "slurp"u8, wordEnds: true) || IsTool(device);
    }

    // Programs that fetch pages name themselves first, with their version: “curl/8.4.0”.
    private static bool IsTool(ReadOnlySpan<byte> agent) =>
        agent.IndexOf((byte)'/') is > 0 and var end && s_tools.Contains(Encoding.ASCII.GetString(agent[..Math.Min(end, LongestTool)]).ToLowerInvariant());

    private static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word, bool wordEnds)
    {
        for (var at = 0; at + word.Length <= text.Length; at++)
        {
            if ((text[at] | 0x20) == word[0] && Ascii.EqualsIgnoreCase(text.Slice(at, word.Length), word) && (!wordEnds || EndsThere(text, at, word.Length)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool EndsThere(ReadOnlySpan<byte> text, int at, int length)
    {
        var follows = at + length < text.Length && char.IsAsciiLetter((char)text[at + length]);
        // “robot” is a thing that shops sell and “CUBOT” a telephone; “Googlebot” and “bot” are neither.
        var before = at >= 2 ? text.Slice(at - 2, 2) : default;
        return !follows && !Ascii.EqualsIgnoreCase(before, "ro"u8) && !Ascii.EqualsIgnoreCase(before, "cu"u8);
    }
}
