using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Serving;
using MerchantStudio.Tests.Training;

namespace MerchantStudio.Tests.Serving;

public sealed class RecommendationServiceTests(TrainedShop fixture)
{
    private static readonly Actor s_actor = new(null, "test", null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecommendAsync_AKnownCustomer_GetsTheirOwnTaste()
    {
        var list = await AskAsync("ItemKnn", query => query with { CustomerKey = TasteShop.KeyOf(4), Count = 5 });

        list.Fallback.ShouldBe(FallbackKind.None);
        list.Items.Count(item => TasteShop.TasteOfProduct(item.ProductKey) == TasteShop.TasteOf(4) || item.ProductKey == "P0").ShouldBe(5);
        list.Items.Select(item => item.Rank).ShouldBe([1, 2, 3, 4, 5]);
        list.History.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Popularity")]
    [InlineData("BuyAgain")]
    [InlineData("ItemKnn")]
    [InlineData("SequentialRules")]
    [InlineData("Ease")]
    public async Task RecommendAsync_AnyModel_GivesReasonsThatAddUpToTheScore(string model)
    {
        for (var customer = 0; customer < 10; customer++)
        {
            var list = await AskAsync(model, query => query with { CustomerKey = TasteShop.KeyOf(customer) });

            list.Items.ShouldNotBeEmpty();
            list.Items.ShouldAllBe(item => item.Reasons.Sum(reason => reason.Value) == item.Score);
            list.Items.Zip(list.Items.Skip(1)).ShouldAllBe(pair => pair.First.Score >= pair.Second.Score - 1e-4);
        }
    }

    [Fact]
    public async Task RecommendAsync_AStranger_GetsWhatIsPopularAndIsToldSo()
    {
        var list = await AskAsync("ItemKnn", query => query with { CustomerKey = "nobody" });

        list.Fallback.ShouldBe(FallbackKind.UnknownCustomer);
        list.Items[0].ProductKey.ShouldBe("P0");
        list.Items[0].Reasons.ShouldAllBe(reason => reason.Kind == ReasonKind.Popular);
        list.History.ShouldBeEmpty();
    }

    [Fact]
    public async Task RecommendAsync_WithoutOnePurchase_AnswersAsIfItHadNeverBeen()
    {
        var whole = await AskAsync("ItemKnn", query => query with { CustomerKey = TasteShop.KeyOf(7) });
        var removed = whole.Items.SelectMany(item => item.Reasons).First(reason => reason.Kind == ReasonKind.Purchase).ProductKey!;

        var list = await AskAsync("ItemKnn", query => query with { CustomerKey = TasteShop.KeyOf(7), WithoutProducts = [removed] });

        list.Items.SelectMany(item => item.Reasons).ShouldAllBe(reason => reason.ProductKey != removed);
        list.History.Single(product => product.ProductKey == removed).Removed.ShouldBeTrue();
        list.Items.Select(item => item.Score).ShouldNotBe(whole.Items.Select(item => item.Score));
    }

    [Fact]
    public async Task RecommendAsync_WithoutAnyPurchase_FallsBackAndSaysWhy()
    {
        var whole = await AskAsync("ItemKnn", query => query with { CustomerKey = TasteShop.KeyOf(7) });

        var list = await AskAsync("ItemKnn", query => query with
        {
            CustomerKey = TasteShop.KeyOf(7), WithoutProducts = [.. whole.History.Select(product => product.ProductKey)],
        });

        list.Fallback.ShouldBe(FallbackKind.HistoryRemoved);
    }

    [Fact]
    public async Task RecommendAsync_WithFilters_LeavesOutWhatTheySay()
    {
        var list = await AskAsync("ItemKnn", query => query with
        {
            CustomerKey = TasteShop.KeyOf(3), Count = RecommendationQuery.MostItems,
            Filters = new RecommendationFilters { InStock = true, NotBoughtBefore = true, Category = "short" },
        });

        list.Items.ShouldNotBeEmpty();
        list.Items.ShouldAllBe(item => item.Category == "short" && !item.BoughtBefore && item.ProductKey != "P3");
        list.Items.Select(item => item.ProductKey).ShouldNotContain(key => list.History.Any(product => product.ProductKey == key));
    }

    [Fact]
    public async Task RecommendAsync_ALongList_EndsWithNewcomersAndNeverHoldsPostage()
    {
        var list = await AskAsync("ItemKnn", query => query with { CustomerKey = TasteShop.KeyOf(3), Count = RecommendationQuery.MostItems });

        list.Items.Select(item => item.ProductKey).ShouldNotContain(TasteShop.Postage);
        list.Items[^1].ProductKey.ShouldBe(TasteShop.Newcomer);
        list.Items[^1].Reasons.Single().ShouldSatisfyAllConditions(
            reason => reason.Kind.ShouldBe(ReasonKind.NewOfInterest), reason => reason.Title.ShouldBe("long"));
        list.Items.Count.ShouldBe(TasteShop.Products + 1);
    }

    [Fact]
    public async Task RecommendAsync_AShopWithoutModels_GetsAnEmptyListAndNoneOfItsNeighbours()
    {
        var shop = await fixture.ReadyAsync();
        var theirs = (await shop.Registry.ListAsync(shop.ShopId, Token))[0];

        var live = await shop.Recommendations.RecommendAsync(new RecommendationQuery { ShopId = shop.OtherShopId, CustomerKey = "C1" }, Token);
        var named = await shop.Recommendations.RecommendAsync(new RecommendationQuery { ShopId = shop.OtherShopId, CustomerKey = "C1", VersionId = theirs.Id }, Token);

        live.Items.ShouldBeEmpty();
        (named.VersionId, named.Items.Count).ShouldBe((null, 0));
        (await shop.Registry.MakeLiveAsync(shop.OtherShopId, theirs.Id, s_actor, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task MakeLiveAsync_AnotherVersion_AnswersFromTheNextQuestionOnAndCanBeRolledBack()
    {
        var shop = await fixture.ReadyAsync();
        var versions = await shop.Registry.ListAsync(shop.ShopId, Token);
        var (first, second) = (versions.Single(version => version.Model == "Ease"), versions.Single(version => version.Model == "SequentialRules"));
        var query = new RecommendationQuery { ShopId = shop.ShopId, CustomerKey = TasteShop.KeyOf(1) };
        await shop.Registry.MakeLiveAsync(shop.ShopId, first.Id, s_actor, Token);
        (await shop.Recommendations.RecommendAsync(query, Token)).VersionId.ShouldBe(first.Id);

        await shop.Registry.MakeLiveAsync(shop.ShopId, second.Id, s_actor, Token);
        (await shop.Recommendations.RecommendAsync(query, Token)).VersionId.ShouldBe(second.Id);
        var back = await shop.Registry.RollBackAsync(shop.ShopId, s_actor, Token);

        back!.Id.ShouldBe(first.Id);
        (await shop.Recommendations.RecommendAsync(query, Token)).VersionId.ShouldBe(first.Id);
        (await shop.Registry.ListAsync(shop.ShopId, Token)).Count(version => version.IsLive).ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RecommendationQuery.MostItems + 1)]
    public async Task RecommendAsync_ACountOutOfRange_IsRefused(int count)
    {
        var shop = await fixture.ReadyAsync();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => shop.Recommendations.RecommendAsync(
            new RecommendationQuery { ShopId = shop.ShopId, CustomerKey = "C1", Count = count }, Token));
    }

    [Theory]
    [InlineData("ItemKnn", true)]
    [InlineData("Ease", false)]
    public async Task AudienceAsync_OfAProduct_IsEverybodyInWhoseListItStands(string model, bool notBought)
    {
        var shop = await fixture.ReadyAsync();
        var version = (await shop.Registry.ListAsync(shop.ShopId, Token)).First(one => one.Model == model);
        var expected = new List<(string Key, int Rank, bool Bought)>();
        for (var customer = 0; customer < TasteShop.Customers; customer++)
        {
            var list = await AskAsync(model, query => query with { CustomerKey = TasteShop.KeyOf(customer), Filters = new RecommendationFilters { NotBoughtBefore = notBought } });
            expected.AddRange(list.Items.Where(item => item.ProductKey == "P7" && list.Fallback == FallbackKind.None).Select(item => (TasteShop.KeyOf(customer), item.Rank, item.BoughtBefore)));
        }

        var audience = await shop.Recommendations.AudienceAsync(new AudienceQuery(shop.ShopId, "P7") { VersionId = version.Id, NotBoughtBefore = notBought }, Token);

        expected.ShouldNotBeEmpty();
        audience.Members.Select(member => (member.Key, member.Rank, member.BoughtBefore)).ShouldBe(expected.OrderBy(one => one.Rank).ThenBy(one => one.Key, StringComparer.Ordinal));
        (audience.IsKnown, audience.LeftOut).ShouldBe((true, false));
        audience.Asked.ShouldBeLessThanOrEqualTo(TasteShop.Customers);
    }

    [Fact]
    public async Task AudienceAsync_OfWhatNobodyKnows_IsEmptyAndSaysWhy()
    {
        var shop = await fixture.ReadyAsync();

        (await shop.Recommendations.AudienceAsync(new AudienceQuery(shop.ShopId, "nothing"), Token)).IsKnown.ShouldBeFalse();
        (await shop.Recommendations.AudienceAsync(new AudienceQuery(shop.OtherShopId, "P7"), Token)).VersionId.ShouldBeNull();
        var few = await shop.Recommendations.AudienceAsync(new AudienceQuery(shop.ShopId, "P7") { MostCustomers = 5 }, Token);
        (few.LeftOut, few.Asked).ShouldBe((true, 5));
    }

    private async Task<RecommendationList> AskAsync(string model, Func<RecommendationQuery, RecommendationQuery> change)
    {
        var shop = await fixture.ReadyAsync();
        var version = (await shop.Registry.ListAsync(shop.ShopId, Token)).First(one => one.Model == model);
        return await shop.Recommendations.RecommendAsync(
            change(new RecommendationQuery { ShopId = shop.ShopId, CustomerKey = "C1", VersionId = version.Id }), Token);
    }
}
