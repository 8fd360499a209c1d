using System.Buffers;
using System.Text;

namespace MerchantStudio.Core.Import.Values;

/// <summary>Tells personal identities (e-mail, phone, name) from opaque customer numbers.</summary>
internal static class CustomerIdentity
{
    private static readonly SearchValues<byte> s_opaque = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    public static bool IsPersonal(string identity)
    {
        if (identity.Contains('@', StringComparison.Ordinal) || identity.StartsWith('+'))
        {
            return true;
        }

        var digits = identity.Count(char.IsAsciiDigit);
        return IsChineseMobile(identity, digits) || LooksLikePhone(identity, digits) || LooksLikeName(identity);
    }

    /// <summary>Whether a key is certainly not personal: ASCII letters, digits, dashes and underscores, and no mobile number.</summary>
    public static bool IsOpaque(ReadOnlySpan<byte> key) =>
        key.IndexOfAnyExcept(s_opaque) < 0 && !(key.Length == 11 && key[0] == (byte)'1' && key[1] is >= (byte)'3' and <= (byte)'9');

    private static bool IsChineseMobile(string identity, int digits) =>
        digits == 11 && identity.Length == 11 && identity[0] == '1' && identity[1] is >= '3' and <= '9';

    private static bool LooksLikePhone(string identity, int digits) =>
        digits >= 7 && identity.All(letter => char.IsAsciiDigit(letter) || " ()-./".Contains(letter, StringComparison.Ordinal))
        && identity.AsSpan().IndexOfAny(" ()") >= 0;

    // Two words, or letters outside ASCII: a customer number has neither.
    private static bool LooksLikeName(string identity) =>
        identity.EnumerateRunes().Any(rune => rune.Value > 0x7F && Rune.IsLetter(rune))
        || (identity.Contains(' ', StringComparison.Ordinal) && identity.All(letter => char.IsAsciiLetter(letter) || " .'-".Contains(letter, StringComparison.Ordinal)));
}
