using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Serving.Outlook;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.CustomerProfile;

/// <summary>The outlook as cards and charts in the reader's words. A figure whose model has no ground is not shown.</summary>
internal sealed class OutlookFigures(
    Core.Serving.Outlook.CustomerOutlook outlook, Shop shop, IStringLocalizer<Resources.CustomerOutlook> words, StudioFormat format)
{
    public IReadOnlyList<CustomerCard> Cards()
    {
        List<CustomerCard> cards = [];
        if (outlook.Churn is null or { Missing.Count: 0 })
        {
            cards.Add(Chance(outlook.Churn));
        }

        if (outlook.Value is { Missing.Count: 0 } value)
        {
            cards.AddRange([Total(value), Expected(value), Alive(value), NextOrder(value)]);
        }

        return cards;
    }

    /// <summary>Null where nothing can be drawn.</summary>
    public LineChart? Alive() => outlook.Value is { Alive: { Count: > 1 } points, SeesNobodyLeave: false } ? new LineChart
    {
        Title = words["AliveTitle"],
        Definition = words["AliveDefinition"],
        Labels = ChartLabels.Days(words["ShopDay"], points.Select(point => point.Day)),
        Y = new ValueAxis(words["AliveNow"], ChartFormat.Percent),
        Series =
        [
            new ValueSeries(words["AliveKnown"], [.. points.Select(point => point.IsAhead ? null : (double?)point.Probability)]),
            new ValueSeries(words["AliveAhead"], [.. points.Select((point, i) => point.IsAhead || (i + 1 < points.Count && points[i + 1].IsAhead) ? (double?)point.Probability : null)]) { Role = SeriesRole.Context },
        ],
    }
    : null;

    public IEnumerable<LineChart> OverTime()
    {
        if (outlook.Churn is { HasSkill: true, History.Count: > 1 } churn)
        {
            yield return Line(words["ScoresTitle"], words["ScoresDefinition", churn.HorizonDays], words["ChanceToLeave", churn.HorizonDays], ChartFormat.Percent, churn.History);
        }

        if (outlook.Value is { Missing.Count: 0, History.Count: > 1 } value)
        {
            yield return Line(
                words["ValueOverTime"], words["ScoresDefinition", format.Whole((long)Math.Round(value.HorizonWeeks * 7))],
                words["TotalValue", format.Number(value.TotalValueYears, 0)], ChartFormat.Money, value.History);
        }
    }

    private LineChart Line(string title, string definition, string axis, ChartFormat kind, IReadOnlyList<ScoreAt> history) => new()
    {
        Title = title,
        Definition = definition,
        Currency = shop.Currency,
        Labels = ChartLabels.Days(words["ShopDay"], history.Select(score => DateOnly.FromDateTime(score.AsOfUtc))),
        Y = new ValueAxis(axis, kind),
        Series = [ValueSeries.Of(axis, history.Select(score => score.Value))],
    };

    private CustomerCard Chance(ChurnOutlook? churn)
    {
        var horizon = churn?.HorizonDays ?? 0;
        var label = churn is null ? words["OutlookTitle"].Value : words["ChanceToLeave", horizon].Value;
        var definition = churn is null ? words["NotScored"].Value : words["DefineChance", horizon, format.Day(churn.AsOfUtc, shop)].Value;
        var why = churn switch
        {
            null => words["NotScored"],
            _ when outlook.Value is { Missing.Count: 0, Details: null } => words["NeverBought"],
            { HasSkill: false } => words["NoSkillHere"],
            _ => words["NotActive", churn.ActiveDays],
        };
        var before = churn?.Details?.Before is { } then ? words["ChanceBefore", format.Percent(then.Probability)].Value : null;
        return new CustomerCard(
            label, churn is { HasSkill: true, Probability: { } chance } ? format.Percent(chance) : null, definition, churn is { HasSkill: true } ? before : null, why);
    }

    private CustomerCard Total(ValueOutlook value)
    {
        var years = format.Number(value.TotalValueYears, 0);
        return new CustomerCard(
            words["TotalValue", years], value.TotalMinor is { } total ? format.Money(total, shop) : null,
            words["DefineTotal", years, format.Percent(value.YearlyDiscount, 0)], null, words["NeverBought"]);
    }

    private CustomerCard Expected(ValueOutlook value)
    {
        var weeks = format.Number(value.HorizonWeeks, 0);
        return new CustomerCard(
            words["ExpectedIn", weeks], value.Details is { } details ? format.Money(details.SpendMinor, shop) : null, words["DefineExpectedIn", weeks],
            value.Details is { } counted ? words["PurchasesCount", format.Number(counted.Purchases)].Value : null, words["NeverBought"]);
    }

    private CustomerCard Alive(ValueOutlook value) => new(
        words["AliveNow"], value is { SeesNobodyLeave: false, Details: { } details } ? format.Percent(details.Alive, 0) : null, words["DefineAlive"], null,
        words[value.Details is null ? "NeverBought" : "NobodyLeaves"]);

    private bool IsGone => outlook.Churn is { Missing.Count: 0, HasSkill: true, Probability: null };

    private CustomerCard NextOrder(ValueOutlook value) => value.Details switch
    {
        null => new CustomerCard(words["NextOrder"], null, words["DefineNext"], null, words["NeverBought"]),
        // A window of dates beside “counted as gone” would contradict it.
        _ when IsGone => new CustomerCard(words["NextOrder"], null, words["DefineNext"], null, words["NextIfGone", outlook.Churn!.ActiveDays]),
        { NextFromUtc: { } from, NextToUtc: { } to } details => new CustomerCard(
            words["NextOrder"], words["NextWindow", format.Day(from, shop), format.Day(to, shop)], words["DefineNext"],
            details.NextOrderUtc is { } median ? words["NextMedian", format.Day(median, shop)].Value : null),
        { NextOrderUtc: { } median } => new CustomerCard(words["NextOrder"], format.Day(median, shop), words["DefineNext"]),
        _ => new CustomerCard(words["NextOrder"], null, words["DefineNext"], null, words["NextUnknown"]),
    };
}
