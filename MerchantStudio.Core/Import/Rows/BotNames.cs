using System.Text;

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

    public static bool Names(ReadOnlySpan<byte> device)
    {
        if (device.Length < ShortestName)
        {
            return false;
        }
        device = device[..Math.Min(device.Length, MostLooked)];
        return Holds(device, "bot"u8, wordEnds: true) || Holds(device, "crawler"u8, wordEnds: false) || Holds(device, "spider"u8, wordEnds: true)
            || Holds(device, "headless"u8, wordEnds: false);
    }

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
        // “robot” is a thing that shops sell; “Googlebot” and “bot” are not.
        var isRobot = at >= 2 && Ascii.EqualsIgnoreCase(text.Slice(at - 2, 2), "ro"u8);
        return !follows && !isRobot;
    }
}
