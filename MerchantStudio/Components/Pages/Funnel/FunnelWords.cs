using System.Globalization;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>Events, filters, amounts and lengths of time in the reader's words.</summary>
/// <param name="words">The words.</param>
/// <param name="format">The reader's numbers.</param>
/// <param name="currency">The shop's, in which people write amounts.</param>
public sealed class FunnelWords(IStringLocalizer<Conversion> words, StudioFormat format, string currency)
{
    private const decimal MostMajor = 1e12m;

    public string Event(string name) => words["Event_" + name] is { ResourceNotFound: false } known ? known.Value : name;

    /// <summary>A step with its filter, such as “Put into the cart (Category: Tea)”.</summary>
    public string Step(FunnelStep step) => step.Filter is { } filter && Filter(filter) is { Length: > 0 } text ? $"{Event(step.Event)} ({text})" : Event(step.Event);

    public string Filter(EventFilter filter) => string.Join(words["And"], EventFilterFields.Of(filter)
        .Select(part => words["FilterIs", Field(part.Field.Key), IsAmount(part.Field.Key) ? Money(part.Value) : part.Value].Value));

    /// <summary>What a filter is called: an attribute of the shop's own as the shop calls it.</summary>
    public string Field(string key) => words["Filter_" + key, currency] is { ResourceNotFound: false } known ? known.Value : key;

    public static bool IsAmount(string key) => key is "min" or "max";

    /// <summary>A filter's value as it stands in its field: amounts with their decimals.</summary>
    public string Shown(string key, string value) => IsAmount(key) && long.TryParse(value, CultureInfo.InvariantCulture, out var minor)
        ? (minor / (decimal)Currencies.MinorPerMajor(currency)).ToString("F" + Currencies.MinorDigits(currency), CultureInfo.CurrentCulture)
        : value;

    /// <summary>What somebody typed as a filter keeps it, amounts in minor units; null when it is no amount.</summary>
    public string? Kept(string key, string text) => !IsAmount(key) ? text
        : decimal.TryParse(text, NumberStyles.Number, CultureInfo.CurrentCulture, out var major) && Math.Abs(major) < MostMajor
        ? ((long)Math.Round(major * Currencies.MinorPerMajor(currency))).ToString(CultureInfo.InvariantCulture)
        : null;

    public string By(FunnelAttribute by) => by.IsOwn ? by.Name : words["By_" + by.Name];

    /// <summary>Why a funnel has no meaning.</summary>
    public string Problem(FunnelRequestException problem) => problem.Problem switch
    {
        FunnelProblem.Window => words["Problem_Window", problem.Details[0], problem.Details[1] is TimeSpan window ? Length(window) : problem.Details[1]],
        var kind => words["Problem_" + kind, [.. problem.Details]],
    };

    public string Length(TimeSpan length) => length switch
    {
        { TotalDays: 1 } => words["DayLong"],
        { TotalHours: 1 } => words["HourLong"],
        { TotalDays: >= 1 } => words["DaysLong", format.Number(length.TotalDays, length.TotalDays % 1 == 0 ? 0 : 1)],
        { TotalHours: >= 1 } => words["HoursLong", format.Number(length.TotalHours, length.TotalHours % 1 == 0 ? 0 : 1)],
        _ => words["MinutesLong", format.Number(length.TotalMinutes, length.TotalMinutes % 1 == 0 ? 0 : 1)],
    };

    public bool IsLength(string text)
    {
        try
        {
            return FunnelText.Length(text) > TimeSpan.Zero;
        }
        catch (FunnelRequestException)
        {
            return false;
        }
    }

    private string Money(string minor) => long.TryParse(minor, CultureInfo.InvariantCulture, out var amount) ? format.Money(amount, currency) : minor;
}
