using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>Events, filters and lengths of time in the reader's words.</summary>
public sealed class FunnelWords(IStringLocalizer<Conversion> words, StudioFormat format)
{
    public string Event(string name) => words["Event_" + name] is { ResourceNotFound: false } known ? known.Value : name;

    /// <summary>A step with its filter, such as “Put into the cart (Category: Tea)”.</summary>
    public string Step(FunnelStep step) => step.Filter is { } filter && Filter(filter) is { Length: > 0 } text ? $"{Event(step.Event)} ({text})" : Event(step.Event);

    public string Filter(EventFilter filter) => string.Join(words["And"], EventFilterFields.Of(filter)
        .Select(part => words["FilterIs", Field(part.Field.Key), part.Value].Value));

    /// <summary>What a filter is called: an attribute of the shop's own as the shop calls it.</summary>
    public string Field(string key) => words["Filter_" + key] is { ResourceNotFound: false } known ? known.Value : key;

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
}
