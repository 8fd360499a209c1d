using System.Globalization;

namespace MerchantStudio.State;

/// <summary>Signs and codes of currencies (ISO 4217), as readers know them.</summary>
public static class CurrencyNames
{
    private static readonly Lazy<Dictionary<string, string>> s_signs = new(ReadSigns);

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
