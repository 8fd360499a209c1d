using System.Globalization;
using System.Text;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Tests.Import.Values;

public sealed class DateTextTests
{
    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData("2011-03-04 09:30:00", "2011-03-04T09:30:00Z")]
    [InlineData("2011-07-04 09:30:00", "2011-07-04T08:30:00Z")]
    [InlineData("2011-07-04T09:30:00Z", "2011-07-04T09:30:00Z")]
    [InlineData("2025-05-01 10:00:00 +0200", "2025-05-01T08:00:00Z")]
    [InlineData("2025-05-01T10:00:00.250-05:30", "2025-05-01T15:30:00.25Z")]
    [InlineData("2019-10-01 00:00:00 UTC", "2019-10-01T00:00:00Z")]
    [InlineData("2011/3/4", "2011-03-04T00:00:00Z")]
    [InlineData("4/3/2011 09:30", "2011-03-04T09:30:00Z")]
    [InlineData("4.3.2011 9:30", "2011-03-04T09:30:00Z")]
    [InlineData("04/03/11 9:30 PM", "2011-03-04T21:30:00Z")]
    [InlineData("4 Mar 2011", "2011-03-04T00:00:00Z")]
    [InlineData("March 4, 2011", "2011-03-04T00:00:00Z")]
    [InlineData("Fri, 4 Mar 2011 12:00:00 GMT", "2011-03-04T12:00:00Z")]
    [InlineData("2011年3月4日 09:30", "2011-03-04T09:30:00Z")]
    [InlineData("20110304", "2011-03-04T00:00:00Z")]
    [InlineData("20110304093000", "2011-03-04T09:30:00Z")]
    [InlineData("1511544070", "2017-11-24T17:21:10Z")]
    [InlineData("1511544070000", "2017-11-24T17:21:10Z")]
    public void TryParse_WrittenInManyWays_GivesTheMoment(string text, string utc)
    {
        DateText.TryParse(Encoding.UTF8.GetBytes(text), monthFirst: false, out var written).ShouldBe(DateFault.None);
        new ShopClock(s_london).ToUtc(written).ShouldBe(DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
    }

    [Fact]
    public void TryParse_MonthFirst_SwapsDayAndMonth()
    {
        DateText.TryParse("4/3/2011"u8, monthFirst: true, out var written).ShouldBe(DateFault.None);
        written.Local.ShouldBe(new DateTime(2011, 4, 3));
    }

    [Theory]
    [InlineData("2011-02-30")]
    [InlineData("31/31/2011")]
    [InlineData("2011-01-01 25:00:00")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("0000-00-00")]
    [InlineData("20111301")]
    public void TryParse_NoSuchDay_SaysSo(string text) =>
        DateText.TryParse(Encoding.UTF8.GetBytes(text), monthFirst: false, out _).ShouldBe(DateFault.Nonexistent);

    [Theory]
    [InlineData("soon")]
    [InlineData("12")]
    [InlineData("2011-03")]
    [InlineData("2011-03-04 late")]
    [InlineData("-2134949234")]
    public void TryParse_NoDate_SaysSo(string text) =>
        DateText.TryParse(Encoding.UTF8.GetBytes(text), monthFirst: false, out _).ShouldBe(DateFault.NotADate);

    [Fact]
    public void ToUtc_HourThatSummerTimeSkips_IsTheMomentAfterTheChange() =>
        new ShopClock(s_london).ToUtc(new WrittenTime(new DateTime(2011, 3, 27, 1, 30, 0), null)).ShouldBe(new DateTime(2011, 3, 27, 1, 30, 0, DateTimeKind.Utc));

    [Fact]
    public void ToUtc_HourThatHappensTwice_IsTheFirst() =>
        new ShopClock(s_london).ToUtc(new WrittenTime(new DateTime(2011, 10, 30, 1, 30, 0), null)).ShouldBe(new DateTime(2011, 10, 30, 0, 30, 0, DateTimeKind.Utc));
}
