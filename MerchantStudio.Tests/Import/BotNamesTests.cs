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
    [InlineData("curl/8.4.0")]
    [InlineData("python-requests/2.31")]
    [InlineData("Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com)")]
    public void Names_OfAProgramThatSaysSo_IsTrue(string device) => BotNames.Names(Encoding.UTF8.GetBytes(device)).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("mobile")]
    [InlineData("Botanica tablet")]
    [InlineData("robot")]
    [InlineData("spiderman phone")]
    [InlineData("手机")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36")]
    public void Names_OfAnythingElse_IsFalse(string device) => BotNames.Names(Encoding.UTF8.GetBytes(device)).ShouldBeFalse();
}
