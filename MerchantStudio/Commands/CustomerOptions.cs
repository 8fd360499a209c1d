using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MerchantStudio.Commands;

/// <summary>Options of the verbs about customers.</summary>
internal static class CustomerOptions
{
    public static Option<DateTime?> AsOf() => new("--as-of")
    {
        Description = "Look at the data up to the end of this day (yyyy-MM-dd, UTC); without it up to the last order.",
        CustomParser = ParseDay,
    };

    /// <summary>A length such as 90d or 52w.</summary>
    public static Option<TimeSpan?> Length(string name, string description) => new(name) { Description = description, CustomParser = ParseLength };

    private static DateTime? ParseDay(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens.Single().Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.ToDateTime(new TimeOnly(23, 59, 59), DateTimeKind.Utc);
        }

        result.AddError($"'{result.Tokens.Single().Value}' is not a day; write it as 2011-12-09.");
        return null;
    }

    private static TimeSpan? ParseLength(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var daysPerUnit = text.Length > 0 ? char.ToLowerInvariant(text[^1]) switch { 'd' => 1, 'w' => 7, _ => 0 } : 0;
        if (daysPerUnit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= 1 && count <= 3650 / daysPerUnit)
        {
            return TimeSpan.FromDays(count * daysPerUnit);
        }

        result.AddError($"'{text}' is not a length; write it as 90d or 52w.");
        return null;
    }
}
