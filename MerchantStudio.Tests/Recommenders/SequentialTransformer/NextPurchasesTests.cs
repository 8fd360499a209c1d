using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders.SequentialTransformer;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

public sealed class NextPurchasesTests
{
    [Fact]
    public void After_BasketsOfSeveral_IsEachItemOfTheNextBasketInTurnAndNothingElse()
    {
        var data = new InteractionDataBuilder()
            .Add("a", "x", "1", PlantedShop.Day(0)).Add("a", "y", "1", PlantedShop.Day(0))
            .Add("a", "p", "2", PlantedShop.Day(1)).Add("a", "q", "2", PlantedShop.Day(1)).Add("a", "r", "2", PlantedShop.Day(1))
            .Add("a", "z", "3", PlantedShop.Day(2))
            .Add("b", "x", "4", PlantedShop.Day(0)).Add("b", "z", "4", PlantedShop.Day(0))
            .Build();

        After(data, 0).ShouldBe(["p", "q", "r"]);
        After(data, 1).ShouldBe(["p", "q", "r"]);
        After(data, 2).ShouldBe(["z"]);
        After(data, 4).ShouldBe(["z"]);
    }

    [Fact]
    public void After_TheLastBasket_IsTheItemThatFollowsWithinIt()
    {
        var data = new InteractionDataBuilder()
            .Add("b", "x", "4", PlantedShop.Day(0)).Add("b", "y", "4", PlantedShop.Day(0)).Add("b", "z", "4", PlantedShop.Day(0))
            .Build();

        After(data, 0).ShouldBe([data.ItemIds[data.Items[1]]]);
        After(data, 1).ShouldBe([data.ItemIds[data.Items[2]]]);
    }

    [Fact]
    public void After_BasketsOfOne_IsTheNextItemAndAsksNoChance()
    {
        var data = new InteractionDataBuilder()
            .Add("a", "x", "1", PlantedShop.Day(0)).Add("a", "y", "2", PlantedShop.Day(1)).Add("a", "z", "3", PlantedShop.Day(2)).Build();
        var random = new SeededRandom(5);
        var next = new NextPurchases(data);

        new[] { next.After(0, random), next.After(1, random) }.ShouldBe([data.Items[1], data.Items[2]]);
        random.NextDouble().ShouldBe(new SeededRandom(5).NextDouble());
    }

    private static IEnumerable<string> After(InteractionData data, int place)
    {
        var (next, random) = (new NextPurchases(data), new SeededRandom(1));
        return Enumerable.Range(0, 100).Select(_ => data.ItemIds[next.After(place, random)]).Distinct().Order(StringComparer.Ordinal);
    }
}
