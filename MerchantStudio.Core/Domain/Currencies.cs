namespace MerchantStudio.Core.Domain;

/// <summary>Currency codes (ISO 4217) and how many decimal digits their minor unit has.</summary>
public static class Currencies
{
    private static readonly HashSet<string> s_withoutMinor = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> s_withThree = new(StringComparer.Ordinal)
    {
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
    };

    /// <summary>Decimal digits of the minor unit: 2 for most, 0 for yen and the like, 3 for dinars.</summary>
    public static int MinorDigits(string code) =>
        s_withoutMinor.Contains(code) ? 0 : s_withThree.Contains(code) ? 3 : 2;

    /// <summary>Minor units in one major unit: 100 for most.</summary>
    public static int MinorPerMajor(string code) => MinorDigits(code) switch { 0 => 1, 3 => 1000, _ => 100 };

    /// <summary>Whether the text has the form of a code: three capital letters.</summary>
    public static bool IsCode(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);
}
