using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Domain;

public sealed class DayRangeTests
{
    [Fact]
    public void InUtc_AcrossTheStartOfSummerTime_IsAnHourShort()
    {
        var day = new DateOnly(2011, 3, 27);
        var (start, end) = new DayRange(day, day).InUtc(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));

        (end - start).ShouldBe(TimeSpan.FromHours(23));
    }

    [Fact]
    public void InUtc_WhereTheDayStartsWithAMissingHour_StartsWithTheFirstTimeThatExists()
    {
        var day = new DateOnly(2018, 11, 4);
        var (start, end) = new DayRange(day, day).InUtc(TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"));

        start.ShouldBe(new DateTime(2018, 11, 4, 3, 0, 0, DateTimeKind.Utc));
        (end - start).ShouldBe(TimeSpan.FromHours(23));
    }

    [Fact]
    public void Previous_AtTheBeginningOfTime_StaysWithinIt() =>
        new DayRange(DateOnly.MinValue, DateOnly.MinValue.AddDays(9)).Previous.From.ShouldBe(DateOnly.MinValue);
}
