using MerchantStudio.Core.Domain;
using MerchantStudio.State;

namespace MerchantStudio.Tests.State;

public sealed class StudioAddressTests
{
    private static readonly DateOnly s_today = new(2026, 1, 5);
    private static readonly DayRange s_data = new(new DateOnly(2010, 12, 1), new DateOnly(2011, 12, 9));

    [Fact]
    public void Link_ToAnotherPage_KeepsShopAndPeriodAndDropsThePagesOwnFilters() =>
        Address("/customers?shop=corner&period=30d&compare=0&q=anna&page=3").Link("/overview")
            .ShouldBe("/overview?shop=corner&period=30d&compare=0");

    [Fact]
    public void With_AChangedAndATakenKey_KeepsTheRest() =>
        Address("/customers?shop=corner&q=anna&page=3").With(("page", null), ("q", "b&c")).ShouldBe("/customers?shop=corner&q=b%26c");

    [Fact]
    public void Link_ToAPageWithAQueryOfItsOwn_AddsToIt() =>
        Address("/?shop=corner").Link("/customer?id=17850").ShouldBe("/customer?id=17850&shop=corner");

    [Theory]
    [InlineData("/overview", "all", "2010-12-01", "2011-12-09")]
    [InlineData("/overview?period=30d", "30d", "2011-11-10", "2011-12-09")]
    [InlineData("/overview?period=7d", "7d", "2011-12-03", "2011-12-09")]
    [InlineData("/overview?from=2011-01-01&to=2011-01-31", "custom", "2011-01-01", "2011-01-31")]
    [InlineData("/overview?from=2011-02-30&to=2011-03-31", "all", "2010-12-01", "2011-12-09")]
    [InlineData("/overview?from=2011-03-31&to=2011-03-01", "all", "2010-12-01", "2011-12-09")]
    [InlineData("/overview?period=nonsense", "all", "2010-12-01", "2011-12-09")]
    public void Read_AnAddress_EndsRelativePeriodsOnTheLastDayWithData(string address, string preset, string from, string to)
    {
        var period = Period.Read(Address(address), s_data, s_today);

        period.Preset.ShouldBe(preset);
        period.Range.ShouldBe(new DayRange(DateOnly.Parse(from, null), DateOnly.Parse(to, null)));
    }

    [Fact]
    public void Read_OfAShopWithoutData_EndsToday() => Period.Read(Address("/overview?period=7d"), null, s_today).Range.To.ShouldBe(s_today);

    [Fact]
    public void Previous_OfAPeriod_IsAsLongAndEndsTheDayBefore() =>
        Period.Read(Address("/overview?from=2011-03-01&to=2011-03-31"), s_data, s_today).Previous
            .ShouldBe(new DayRange(new DateOnly(2011, 1, 29), new DateOnly(2011, 2, 28)));

    [Theory]
    [InlineData("/overview?period=30d&compare=0")]
    [InlineData("/overview")]
    public void Previous_WhenNotWantedOrWhenAllIsShown_IsNothing(string address) =>
        Period.Read(Address(address), s_data, s_today).Previous.ShouldBeNull();

    private static StudioAddress Address(string address) => new(new Uri("http://localhost" + address));
}
