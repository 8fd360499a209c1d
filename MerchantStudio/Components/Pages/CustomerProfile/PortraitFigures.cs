using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.CustomerProfile;

/// <summary>The portrait as cards and a chart in the reader's words.</summary>
internal sealed class PortraitFigures(
    Core.Analytics.Customers.CustomerProfile profile, IStringLocalizer<CustomerOutlook> words, IStringLocalizer<CustomerWords> segments, StudioFormat format)
{
    private const double Regular = 0.25;
    private const double Steady = 0.7;
    private const double LowPrices = 1 / 3.0;
    private const double HighPrices = 2 / 3.0;

    public IReadOnlyList<CustomerCard> Cards() => [Segment(), Price(), Discount(), UsualTime(), Regularity()];

    /// <summary>Null where no product of the customer has a category.</summary>
    public BarChart? Interests() => profile.Interests.Count == 0 ? null : new BarChart
    {
        Title = words["InterestTitle"],
        Definition = words["DefineInterest"],
        Currency = profile.Currency,
        Stacked = true,
        Labels = ChartLabels.Names(words["Quarter"], profile.Interests[0].Quarters.Select(quarter => QuarterName(quarter.Start))),
        Y = new ValueAxis(words["SpendIn", profile.Currency], ChartFormat.Money),
        Series = [.. profile.Interests.Select(interest =>
            ValueSeries.Of(interest.Category ?? words["OtherCategories"].Value, interest.Quarters.Select(quarter => (double)quarter.SpendMinor)))],
    };

    private CustomerCard Segment()
    {
        var rfm = profile.Rfm;
        var note = rfm?.SegmentBefore switch
        {
            null => null,
            var before when before == rfm.Segment => words["SegmentSame"].Value,
            { } before => words["SegmentWas", segments["Segment_" + before]].Value,
        };
        var scores = rfm is null ? null : words["RfmScores", rfm.Recency, rfm.Frequency, rfm.Spend].Value;
        return new CustomerCard(
            words["Segment"], rfm is null ? null : segments["Segment_" + rfm.Segment].Value, words["DefineSegment"],
            scores is null || note is null ? scores : $"{scores} · {note}", words["NeverBought"]);
    }

    private CustomerCard Price()
    {
        if (profile.Prices is not { } prices)
        {
            return new CustomerCard(words["PriceLevel"], null, words["DefinePrice", format.Percent(0, 0)], null, words["NeverBought"]);
        }

        var level = prices.PriceLevel < LowPrices ? "PriceLow" : prices.PriceLevel < HighPrices ? "PriceMiddle" : "PriceHigh";
        return new CustomerCard(
            words["PriceLevel"], words[level], words["DefinePrice", format.Percent(prices.PriceLevel, 0)],
            words["PriceMedian", format.Money(prices.MedianUnitMinor, profile.Currency)]);
    }

    private CustomerCard Discount() => profile.Prices is { Lines: > 0 } prices
        ? new CustomerCard(
            words["DiscountTaste"], format.Percent(prices.BelowUsualShare, 0), words["DefineDiscount", format.Whole(prices.Lines)],
            words["DiscountShop", format.Percent(prices.ShopBelowUsualShare, 0)])
        : new CustomerCard(words["DiscountTaste"], null, words["DefineDiscount", format.Whole(0)]);

    private CustomerCard UsualTime()
    {
        var grid = profile.Rhythm.WeekdayHours;
        var total = grid.Sum(hours => hours.Sum());
        if (total < 2)
        {
            return new CustomerCard(words["UsualTime"], null, words["DefineUsualTime"]);
        }

        var (day, hour) = UsualMoment(grid);
        var (onDay, inHour) = (grid[day].Sum() / (double)total, grid.Sum(hours => hours[hour]) / (double)total);
        return new CustomerCard(
            words["UsualTime"], words["UsualTimeValue", Weekday(day), hour, hour + 1], words["DefineUsualTime"],
            words["UsualTimeNote", format.Percent(onDay, 0), format.Percent(inHour, 0)]);
    }

    /// <summary>The weekday, from Monday, and the hour with most orders; of hours that come as often, one of that day: the two are read as one moment.</summary>
    internal static (int Day, int Hour) UsualMoment(IReadOnlyList<IReadOnlyList<int>> grid)
    {
        var day = Enumerable.Range(0, grid.Count).MaxBy(weekday => grid[weekday].Sum());
        return (day, Enumerable.Range(0, 24).OrderByDescending(one => grid.Sum(hours => hours[one])).ThenByDescending(one => grid[day][one]).First());
    }

    private CustomerCard Regularity() => profile.Rhythm.GapVariation is { } variation
        ? new CustomerCard(
            words["Regularity"], words[variation < Regular ? "RhythmRegular" : variation < Steady ? "RhythmSteady" : "RhythmIrregular"],
            words["DefineRegularity"], words["RegularityNote", format.Percent(variation, 0)])
        : new CustomerCard(words["Regularity"], null, words["DefineRegularity"]);

    // Rows start on Monday; the names of a culture start on Sunday.
    private static string Weekday(int fromMonday) => CultureInfo.CurrentUICulture.DateTimeFormat.DayNames[(fromMonday + 1) % 7];

    private static string QuarterName(DateOnly start) => string.Create(CultureInfo.InvariantCulture, $"{start.Year} Q{((start.Month - 1) / 3) + 1}");
}
