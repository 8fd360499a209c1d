using System.Globalization;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.State;

/// <summary>Numbers in the reader's locale, money in the shop's currency, times in the shop's zone.</summary>
public sealed class StudioFormat
{
    private const string Minus = "\u2212";

    public string Whole(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    public string Number(double value, int decimals = 1) => value.ToString("N" + decimals, CultureInfo.CurrentCulture);

    /// <summary>A share of 1 as per cent. What is only nearly nothing, or nearly all, is not rounded to it: “&lt;1%”, “&gt;99%”.</summary>
    public string Percent(double share, int decimals = 1)
    {
        var step = Math.Pow(10, -decimals);
        var percent = share * 100;
        return share is > 0 and < 1 && Math.Round(percent, decimals) is (0 or 100)
            ? (percent < 50 ? "<" + Plain(step, decimals) : ">" + Plain(100 - step, decimals))
            : Plain(percent, decimals);
    }

    /// <summary>A change as a share of 1, always with its sign.</summary>
    public string Change(double share) => Math.Round(share * 100, 1) switch
    {
        > 0 and var up => "+" + up.ToString("N1", CultureInfo.CurrentCulture) + "%",
        < 0 and var down => Minus + (-down).ToString("N1", CultureInfo.CurrentCulture) + "%",
        _ => 0.0.ToString("N1", CultureInfo.CurrentCulture) + "%",
    };

    /// <summary>An amount of whole minor units, with the currency's sign and its usual number of decimals.</summary>
    public string Money(long minor, string currency)
    {
        var decimals = Currencies.MinorDigits(currency);
        var amount = minor / (decimal)Currencies.MinorPerMajor(currency);
        var digits = Math.Abs(amount).ToString("N" + decimals, CultureInfo.CurrentCulture);
        return (amount < 0 ? Minus : "") + CurrencyNames.Sign(currency) + digits;
    }

    public string Money(long minor, Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return Money(minor, shop.Currency);
    }

    /// <summary>Such as “9 Dec 2011” or “2011年12月9日”.</summary>
    public string Day(DateOnly day) => day.ToString(DayPattern, CultureInfo.CurrentCulture);

    public string Day(DateTime utc, Shop shop) => Local(utc, shop).ToString(DayPattern, CultureInfo.CurrentCulture);

    public string DayAndTime(DateTime utc, Shop shop) => Local(utc, shop).ToString(DayPattern + " HH:mm", CultureInfo.CurrentCulture);

    public string Range(DayRange range) => Day(range.From) + " – " + Day(range.To);

    /// <summary>A length of time in its two largest units: “2:05:10” or “0:42”.</summary>
    public string Duration(TimeSpan length) => length.TotalHours >= 1
        ? ((int)length.TotalHours).ToString(CultureInfo.CurrentCulture) + length.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture)
        : length.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    internal static string DayPattern => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "yyyy年M月d日" : "d MMM yyyy";

    private static string Plain(double percent, int decimals) => percent.ToString("N" + decimals, CultureInfo.CurrentCulture) + "%";

    private static DateTime Local(DateTime utc, Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZoneId));
    }
}
