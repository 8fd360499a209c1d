using MerchantStudio.State;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.State;

[UseCulture("en")]
public sealed class StudioFormatTests
{
    private readonly StudioFormat _format = new();

    [Theory]
    [InlineData(9876543, "GBP", "£98,765.43")]
    [InlineData(-1250, "USD", "−$12.50")]
    [InlineData(98765, "JPY", "JP¥98,765")]
    [InlineData(1234, "KWD", "KWD\u00a01.234")]
    [InlineData(0, "CNY", "¥0.00")]
    public void Money_InAnyCurrency_HasItsSignAndItsDecimals(long minor, string currency, string text) =>
        _format.Money(minor, currency).ShouldBe(text);

    [Theory]
    [InlineData(0, 0, "0%")]
    [InlineData(0.004, 0, "<1%")]
    [InlineData(0.006, 0, "1%")]
    [InlineData(0.0004, 1, "<0.1%")]
    [InlineData(0.997, 0, ">99%")]
    [InlineData(0.9999, 1, ">99.9%")]
    [InlineData(1, 0, "100%")]
    [InlineData(0.421, 1, "42.1%")]
    [InlineData(-0.001, 0, "-0%")]
    public void Percent_NearlyNothingOrAll_IsNotRoundedToIt(double share, int decimals, string text) => _format.Percent(share, decimals).ShouldBe(text);

    [Theory]
    [InlineData(0.123, "+12.3%")]
    [InlineData(-0.05, "−5.0%")]
    [InlineData(0.0001, "0.0%")]
    public void Change_Always_ShowsItsSign(double share, string text) => _format.Change(share).ShouldBe(text);

    [Fact]
    public void Day_InTheShopsZone_IsTheShopsDay()
    {
        var shanghai = FakeShopAccess.CornerShop with { TimeZoneId = "Asia/Shanghai" };

        _format.Day(new DateTime(2011, 12, 8, 17, 0, 0, DateTimeKind.Utc), shanghai).ShouldBe("9 Dec 2011");
    }

    [Theory]
    [InlineData(42, "0:42")]
    [InlineData(3725, "1:02:05")]
    [InlineData(90000, "25:00:00")]
    public void Duration_OfAnyLength_ReadsAsAClock(int seconds, string text) => _format.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
