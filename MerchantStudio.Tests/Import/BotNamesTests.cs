using System.Text;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Tests.Import;

public sealed class BotNamesTests
{
    [Theory]
    [InlineData("bot")]
    [InlineData("Googlebot/2.1 (+http://www.google.com/bot.html)")]
    [InlineData("Mozilla/5.0 (compatible; AhrefsBot/7.0)")]
    [InlineData("Baiduspider")]
    [InlineData("some Crawler")]
    [InlineData("HeadlessChrome")]
    public void Names_OfAProgramThatSaysSo_IsTrue(string device) => BotNames.Names(Encoding.UTF8.GetBytes(device)).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("mobile")]
    [InlineData("Botanica tablet")]
    [InlineData("robot")]
    [InlineData("spiderman phone")]
    [InlineData("手机")]
    public void Names_OfAnythingElse_IsFalse(string device) => BotNames.Names(Encoding.UTF8.GetBytes(device)).ShouldBeFalse();
}
