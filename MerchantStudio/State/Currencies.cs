using System.Globalization;

namespace MerchantStudio.State;

/// <summary>Signs and decimals of currencies (ISO 4217).</summary>
public static class Currencies
{
    // Minor units that are not hundredths.
    private static readonly string[] s_whole = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly string[] s_thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    private static readonly Lazy<Dictionary<string, string>> s_signs = new(ReadSigns);

    public static int Decimals(string code) => s_whole.Contains(code) ? 0 : s_thousandths.Contains(code) ? 3 : 2;

    /// <summary>“£” or “¥” where the sign is unmistakable, else the code and a space.</summary>
    public static string Sign(string code) => s_signs.Value.GetValueOrDefault(code, code + "\u00a0");

    /// <summary>Codes that the machine's own tables know, sorted.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(RegionOf).OfType<RegionInfo>()
            .Select(region => region.ISOCurrencySymbol).Where(code => code.Length == 3 && code != "XXX").Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> ReadSigns() => new()
    {
        ["USD"] = "$", ["EUR"] = "€", ["GBP"] = "£", ["CNY"] = "¥", ["JPY"] = "JP¥", ["INR"] = "₹", ["KRW"] = "₩",
        ["CAD"] = "CA$", ["AUD"] = "A$", ["NZD"] = "NZ$", ["HKD"] = "HK$", ["TWD"] = "NT$", ["SGD"] = "S$", ["MXN"] = "MX$",
        ["BRL"] = "R$", ["ILS"] = "₪", ["VND"] = "₫", ["PHP"] = "₱", ["NGN"] = "₦", ["UAH"] = "₴", ["TRY"] = "₺",
    };

    private static RegionInfo? RegionOf(CultureInfo culture)
    {
        try
        {
            return new RegionInfo(culture.Name);
        }
        catch (ArgumentException)
        {
            return null; // languages without a country, such as Esperanto
        }
    }
}
