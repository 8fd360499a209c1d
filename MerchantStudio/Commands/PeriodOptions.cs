using System.CommandLine;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Commands;

/// <summary>Options of verbs that report on a period.</summary>
internal static class PeriodOptions
{
    public static Option<DateOnly?> From() => new("--from") { Description = "First day, such as 2011-01-01; with --to." };

    public static Option<DateOnly?> To() => new("--to") { Description = "Last day, included." };

    public static Option<CalendarUnit> By(CalendarUnit otherwise) =>
        new("--by") { Description = "day, week or month.", DefaultValueFactory = _ => otherwise };

    /// <summary>Null when neither day is given.</summary>
    /// <exception cref="ArgumentException">Only one is given, or they are the wrong way round.</exception>
    public static DayRange? Range(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => null,
        ({ } first, { } last) when first <= last => new DayRange(first, last),
        ({ } first, { } last) => throw new ArgumentException($"The period starts on {first:O} but ends on {last:O}."),
        _ => throw new ArgumentException("A period needs both --from and --to."),
    };

    /// <summary>An amount in major units, exact.</summary>
    public static decimal? Major(long? minor, string currency) => minor / (decimal)Currencies.MinorPerMajor(currency);
}
