using MerchantStudio.Core.Analytics.Products;

namespace MerchantStudio.Tests.Analytics.Customers;

public sealed class ProductSearchTests
{
    [Theory]
    [InlineData("P3", "p3")]
    [InlineData("product 2", "p2")]
    [InlineData("RODUCT 4", "p4")]
    [InlineData("postage", "")]
    [InlineData("", "")]
    [InlineData("nothing like it", "")]
    public void Find_ByNumberOrTitle_FindsProductsAndNoPostage(string words, string expected)
    {
        using var file = RandomShop.Of(3).Open();

        string.Join(',', ProductSearchQuery.Find(file.Snapshot, words, 5).Select(product => product.Key)).ShouldBe(expected);
    }

    [Fact]
    public void Find_ManyMatches_KeepsToTheMostAndPutsBeginningsFirst()
    {
        using var file = RandomShop.Of(3).Open();

        ProductSearchQuery.Find(file.Snapshot, "p", 3).Select(product => product.Key).ShouldBe(["p0", "p1", "p2"]);
    }
}
