using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.OwnSegments;

/// <summary>A segment's rule as a sentence: “Spend at least 100 and (Country is Germany or Orders at least 2)”.</summary>
internal sealed class SegmentWords(IStringLocalizer<ActionWords> words, IStringLocalizer<CustomerWords> segments, StudioFormat format)
{
    public string Of(SegmentRule rule) => rule.Tidy() is { } tidy ? Together(tidy) : words["AllCustomers"];

    public string Of(SegmentCondition condition)
    {
        var value = SegmentFields.KindOf(condition.Field) switch
        {
            SegmentFieldKind.Figure when condition.Field == SegmentField.Chance => format.Percent(condition.Number ?? 0, 0),
            SegmentFieldKind.Figure => format.Number(condition.Number ?? 0, (condition.Number ?? 0) % 1 == 0 ? 0 : 2),
            SegmentFieldKind.Day => condition.Day is { } day ? format.Day(day) : "",
            _ when condition.Field == SegmentField.Group => segments["Segment_" + condition.Text],
            _ => condition.Text ?? "",
        };
        return words["ConditionOf", words["Field_" + condition.Field].Value, Operator(condition.Field, condition.Operator), value];
    }

    public string Operator(SegmentField field, SegmentOperator comparison) => SegmentFields.KindOf(field) == SegmentFieldKind.Day
        ? words["DayOperator_" + comparison]
        : words["Operator_" + comparison];

    private string Together(SegmentRule rule) => string.Join(
        words[rule.Any ? "Or" : "And"],
        rule.Conditions.Select(Of).Concat(rule.Groups.Select(group => group.Count > 1 ? $"({Together(group)})" : Together(group))));
}
