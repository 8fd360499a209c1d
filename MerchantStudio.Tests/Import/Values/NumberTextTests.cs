using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Tests.Import.Values;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("2.55", false, 255)]
    [InlineData("1,234.56", false, 123456)]
    [InlineData("1.234,56", false, 123456)]
    [InlineData("1.234,56", true, 123456)]
    [InlineData("1,234", false, 123400)]
    [InlineData("1,234", true, 123)]
    [InlineData("12,5", false, 1250)]
    [InlineData("1 234 567,80", true, 123456780)]
    [InlineData("1'234.50", false, 123450)]
    [InlineData("£1,234.50", false, 123450)]
    [InlineData("¥ 88.00", false, 8800)]
    [InlineData("88.00元", false, 8800)]
    [InlineData("15.00 USD", false, 1500)]
    [InlineData("-£5", false, -500)]
    [InlineData("£-5", false, -500)]
    [InlineData("(5.00)", false, -500)]
    [InlineData("0.125", false, 13)]
    [InlineData("-0.125", false, -13)]
    [InlineData(".5", false, 50)]
    public void TryParse_WrittenInManyWays_GivesTheMinorUnits(string text, bool decimalComma, long minor)
    {
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), decimalComma, out var number).ShouldBeTrue();
        number.ToMinor(2).ShouldBe(minor);
    }

    [Theory]
    [InlineData("free")]
    [InlineData("")]
    [InlineData("£")]
    [InlineData("1.2.3")]
    [InlineData("1,23,4")]
    [InlineData("12,3456.5")]
    [InlineData("1e5")]
    [InlineData("三十九")]
    [InlineData("--5")]
    [InlineData("1234567890123456789")]
    public void TryParse_NoNumber_IsRefused(string text) =>
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), decimalComma: false, out _).ShouldBeFalse();

    [Fact]
    public void ToMinor_AnyDecimal_RoundsLikeTheDecimalType()
    {
        var decimals = Gen.Choose(-100_000_000, 100_000_000).SelectMany(mantissa => Gen.Choose(0, 6).Select(scale => mantissa / (decimal)Math.Pow(10, scale)));

        Prop.ForAll(decimals.ToArbitrary(), value =>
        {
            NumberText.TryParse(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)), decimalComma: false, out var number).ShouldBeTrue();
            number.ToMinor(2).ShouldBe((long)Math.Round(value * 100, MidpointRounding.AwayFromZero));
            ScaledNumber.LineTotal(number, new ScaledNumber(-3, 0), 2).ShouldBe((long)Math.Round(value * -300, MidpointRounding.AwayFromZero));
        }).QuickCheckThrowOnFailure();
    }
}
