using MerchantStudio.Core.Domain;
using System.Globalization;
using MerchantStudio.State;

namespace MerchantStudio.Components.Charts;

/// <summary>Figures of charts as words for a reader, and as plain values for a file.</summary>
internal static class ChartText
{
    private const string Unknown = "–";
    private static readonly StudioFormat s_format = new();

    public static string For(object? cell, ChartFormat format, string? currency) => (cell, format) switch
    {
        (null, _) => Unknown,
        (string words, _) => words,
        (_, ChartFormat.Day) => s_format.Day(DayOf(cell)),
        (_, ChartFormat.Month) => DayOf(cell).ToString("Y", CultureInfo.CurrentCulture),
        _ => Figure(Convert.ToDouble(cell, CultureInfo.InvariantCulture), format, currency),
    };

    public static object? Raw(object? cell, ChartFormat format, string? currency) => (cell, format) switch
    {
        (null or string, _) => cell,
        (_, ChartFormat.Day or ChartFormat.Month) => DayOf(cell).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, ChartFormat.Money) => Convert.ToDecimal(cell, CultureInfo.InvariantCulture) / Scale(currency),
        _ => cell,
    };

    private static string Figure(double value, ChartFormat format, string? currency) => format switch
    {
        ChartFormat.Whole => s_format.Whole((long)Math.Round(value)),
        ChartFormat.Percent => s_format.Percent(value),
        ChartFormat.Money => s_format.Money((long)Math.Round(value), currency ?? ""),
        ChartFormat.Duration => s_format.Duration(TimeSpan.FromSeconds(value)),
        ChartFormat.Precise => value.ToString("G4", CultureInfo.CurrentCulture),
        _ => value.ToString("#,0.##", CultureInfo.CurrentCulture),
    };

    private static decimal Scale(string? currency)
    {
        var scale = 1m;
        for (var i = Currencies.MinorDigits(currency ?? ""); i > 0; i--)
        {
            scale *= 10;
        }
        return scale;
    }

    private static DateOnly DayOf(object milliseconds) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(milliseconds, CultureInfo.InvariantCulture)).UtcDateTime);
}
