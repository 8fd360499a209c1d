using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors;
using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Tests.Predictors.Churn;

public sealed class TasteAxesTests
{
    private const int Customers = 120;
    private const int Cutoff = 300;
    private static readonly ChurnOptions s_options = new();

    [Fact]
    public void Before_TwoKindsOfCustomers_StandApart()
    {
        var places = Places(TwoKinds(), Cutoff);

        var apart = Enumerable.Range(0, TasteAxes.Count).Max(axis => Math.Abs(Mean(places, axis, kind: 0) - Mean(places, axis, kind: 1)));

        apart.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Before_WithAndWithoutTheFuture_AreTheSame()
    {
        var log = TwoKinds();

        var (seen, blind) = (Places(log, Cutoff), Places(log.Before(At(Cutoff)), Cutoff));

        seen.SelectMany(place => place).ShouldBe(blind.SelectMany(place => place));
    }

    [Fact]
    public void Before_OneCutoffAndALaterOne_PointTheSameWay()
    {
        var log = TwoKinds();
        var (early, late) = (Places(log, 200), Places(log, 340));

        var axis = Enumerable.Range(0, TasteAxes.Count).MaxBy(i => Math.Abs(Mean(early, i, kind: 0) - Mean(early, i, kind: 1)));

        var (before, after) = (Mean(early, axis, kind: 0) - Mean(early, axis, kind: 1), Mean(late, axis, kind: 0) - Mean(late, axis, kind: 1));
        after.ShouldBe(before, Math.Abs(before) / 2);
    }

    [Fact]
    public void Before_ShopOfOneProduct_SaysNothing()
    {
        var builder = new PurchaseLogBuilder();
        for (var customer = 0; customer < Customers; customer++)
        {
            builder.Buy(customer, 100 + customer, 500);
        }

        Places(builder.Build(), Cutoff).SelectMany(place => place).ShouldAllBe(value => double.IsNaN(value));
    }

    [Fact]
    public void Ends_OfTheDirectionThatTellsTwoKindsApart_AreProductsOfOneKindEach()
    {
        var places = Places(TwoKinds(), Cutoff);
        var axis = Enumerable.Range(0, TasteAxes.Count).MaxBy(i => Math.Abs(Mean(places, i, kind: 0) - Mean(places, i, kind: 1)));
        var axes = TasteAxes.Before(TwoKinds(), At(Cutoff), s_options);

        var (low, high) = axes.Ends(axis, 3);

        low.Count.ShouldBe(3);
        low.Select(item => item / 30).Distinct().ShouldHaveSingleItem().ShouldNotBe(high.Select(item => item / 30).Distinct().ShouldHaveSingleItem());
        axes.Pull(low[0], axis).ShouldBeLessThan(0);
        axes.Pull(high[0], axis).ShouldBeGreaterThan(0);
        axes.Pull(9_999, axis).ShouldBe(0, "nobody knows that product");
    }

    [Fact]
    public void Products_OfACustomer_AreTheirOwnAndOfTheirKind()
    {
        var log = TwoKinds();
        var purchases = new ShopPurchases(log, [.. Enumerable.Range(0, Customers).Select(i => $"c{i}")], "GBP") { Products = [.. Enumerable.Range(0, 60).Select(item => $"product {item}")] };
        var places = Places(log, Cutoff);
        var axis = Enumerable.Range(0, TasteAxes.Count).MaxBy(i => Math.Abs(Mean(places, i, kind: 0) - Mean(places, i, kind: 1)));
        var products = new TasteProducts(purchases, At(Cutoff), s_options);

        var named = products.Of(customer: 7, axis, places[7][axis]);

        var own = Enumerable.Range(log.Offsets[7], log.Offsets[8] - log.Offsets[7]).Where(line => log.Seconds[line] < At(Cutoff)).Select(line => $"product {log.Item[line]}").ToHashSet();
        named.Count.ShouldBe(3);
        named.ShouldBeSubsetOf(own);
        products.Of(7, axis, double.NaN).ShouldBeEmpty();
        products.WithEnds(Shape("recency")).LowProducts.ShouldBeEmpty();
        products.WithEnds(Shape($"taste-{axis + 1}")).HighProducts.Count.ShouldBe(3);
    }

    private static ShapeFunction Shape(string feature) => new(feature, [], [0], [0], [0], 0);

    // Even customers buy products 0 to 29, odd ones 30 to 59, all their life.
    private static PurchaseLog TwoKinds()
    {
        var (builder, random) = (new PurchaseLogBuilder(), new Random(7));
        for (var customer = 0; customer < Customers; customer++)
        {
            for (var day = random.Next(40); day < 380; day += 10 + random.Next(30))
            {
                builder.Buy(customer, day, 500, item: (customer % 2 * 30) + random.Next(30)).Buy(customer, day, 500, item: (customer % 2 * 30) + random.Next(30));
            }
        }

        return builder.Build();
    }

    private static double[][] Places(PurchaseLog log, int cutoffDay)
    {
        var axes = TasteAxes.Before(log, At(cutoffDay), s_options);
        return [.. Enumerable.Range(0, Customers).Select(customer =>
        {
            var place = new double[TasteAxes.Count];
            axes.Project(Enumerable.Range(log.Offsets[customer], log.Offsets[customer + 1] - log.Offsets[customer])
                .Where(line => log.Seconds[line] < At(cutoffDay)).Select(line => log.Item[line]).Distinct(), place);
            return place;
        })];
    }

    private static long At(int day) => (long)day * PurchaseLogBuilder.SecondsPerDay;

    private static double Mean(double[][] places, int axis, int kind) => places.Where((_, customer) => customer % 2 == kind).Average(place => place[axis]);
}
