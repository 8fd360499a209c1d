using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Popularity;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Serving;

/// <summary>
/// Thirty products in the categories tea, pots and books that the model knows, and newcomers to each. Whoever is called "tea" buys tea of the
/// brand Leaf at about 10.00; "new" buys only what is newer than the model, and "looker" only looks.
/// </summary>
public sealed class NewcomersTests : IDisposable
{
    private const int Known = 30;
    private static readonly string[] s_categories = ["tea", "pots", "books"];

    private readonly SnapshotFile _shop = new(Shop());

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Build_OfTwentyPlaces_GivesTheLastTwoToNewcomersOfTheCustomersCategoryBrandAndPrice()
    {
        var list = Ask("tea", count: 20);

        list.Fallback.ShouldBe(FallbackKind.None);
        list.Items.Count.ShouldBe(20);
        list.Items.Select(item => item.Rank).ShouldBe(Enumerable.Range(1, 20));
        list.Items.Take(18).ShouldAllBe(item => item.Reasons.All(reason => reason.Kind == ReasonKind.Popular));
        list.Items.Skip(18).Select(item => item.ProductKey).ShouldBe(["new-tea-leaf", "new-tea-leaf-dear"]);
        list.Items[18].Reasons.Single().ShouldSatisfyAllConditions(
            reason => reason.Kind.ShouldBe(ReasonKind.NewOfInterest), reason => reason.Title.ShouldBe("tea"));
        list.Items.Zip(list.Items.Skip(1)).ShouldAllBe(pair => pair.First.Score >= pair.Second.Score);
        list.Items.ShouldAllBe(item => item.Reasons.Sum(reason => reason.Value) == item.Score);
    }

    [Fact]
    public void Build_OfFewerThanTenPlaces_LeavesAllOfThemToTheModel() =>
        Ask("tea", count: 9).Items.ShouldAllBe(item => item.Reasons.All(reason => reason.Kind == ReasonKind.Popular));

    [Fact]
    public void Build_MoreRoomThanTheModelHasProducts_PutsThoseOfNoInterestLast() =>
        Ask("tea", count: 100).Items.Skip(Known).Select(item => (item.ProductKey, item.Reasons.Single().Kind)).ShouldBe(
        [
            ("new-tea-leaf", ReasonKind.NewOfInterest), ("new-tea-leaf-dear", ReasonKind.NewOfInterest), ("new-tea-other", ReasonKind.NewOfInterest),
            ("new-book", ReasonKind.New), ("new-pot", ReasonKind.New),
        ]);

    [Fact]
    public void Build_ACustomerWhoBoughtOnlyWhatIsNewerThanTheModel_LeansTowardsItsCategory()
    {
        var list = Ask("new", count: 5);

        list.Fallback.ShouldBe(FallbackKind.HistoryUnknownToModel);
        // Nothing is more popular than these, and they are pots of the very brand.
        list.Items.Take(2).Select(item => item.ProductKey).ShouldBe(["p01", "p07"]);
        list.Items.Take(2).ShouldAllBe(item => item.Reasons.Select(reason => reason.Kind).SequenceEqual(new[] { ReasonKind.Popular, ReasonKind.OfInterest }));
        list.Items.ShouldAllBe(item => item.Reasons.Sum(reason => reason.Value) == item.Score);
        list.Items.Zip(list.Items.Skip(1)).ShouldAllBe(pair => pair.First.Score >= pair.Second.Score);
    }

    [Fact]
    public void Build_ACustomerWhoOnlyLooked_LeansTowardsWhatTheyLookedAt()
    {
        var list = Ask("looker", count: 5);

        list.Fallback.ShouldBe(FallbackKind.UnknownCustomer);
        list.Items.Take(2).Select(item => (item.ProductKey, item.Reasons[1].Title)).ShouldBe([("p02", "books"), ("p08", "books")]);
    }

    [Fact]
    public void Build_AStranger_GetsWhatIsPopularAndNoNewcomerTakesAPlace() =>
        Ask("nobody", count: 20).Items.ShouldAllBe(item => item.Reasons.Single().Kind == ReasonKind.Popular);

    private RecommendationList Ask(string customer, int count)
    {
        var data = new InteractionDataBuilder();
        for (var item = 0; item < Known; item++)
        {
            for (var buyer = 0; buyer <= (Known - 1 - item) / 10; buyer++)
            {
                _ = data.Add($"b{buyer}", KeyOf(item), KeyOf(item), 1);
            }
        }
        var bought = data.Build();
        var popularity = new PopularityRecommender();
        using var model = popularity.Fit(bought, popularity.Settings.Defaults, new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
        var version = new ModelVersion
        {
            ShopId = 1, RunId = 1, Model = model.Name, Version = 1, ArtefactFolder = "", CreatedUtc = DateTime.UnixEpoch, ReportJson = "", BetterThanPopularity = false,
        };
        var served = new ServedModel(version, new ArtefactModels(model, model, model), bought.ItemIds);
        var query = new RecommendationQuery { ShopId = 1, CustomerKey = customer, Count = count };
        return new RecommendationAnswer(_shop.Snapshot, served, Assortment.Of(_shop.Snapshot, bought.ItemIds), query).Build();
    }

    private static SnapshotBuilder Shop()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        for (var item = 0; item < Known; item++)
        {
            Add(builder, KeyOf(item), s_categories[item % s_categories.Length], item % 2 == 0 ? "Leaf" : "Other", 1000);
        }
        Add(builder, "new-book", "books", "Other", 1000);
        Add(builder, "new-pot", "pots", "Other", 1000);
        Add(builder, "new-tea-leaf", "tea", "Leaf", 1000);
        Add(builder, "new-tea-leaf-dear", "tea", "Leaf", 1500);
        Add(builder, "new-tea-other", "tea", "Other", 1000);
        foreach (var item in new[] { 0, 6, 12 })
        {
            builder.Add(Row("tea", KeyOf(item), InteractionKind.Purchase));
        }
        builder.Add(Row("new", "new-pot", InteractionKind.Purchase));
        builder.Add(Row("looker", KeyOf(2), InteractionKind.ViewItem));
        return builder;
    }

    private static void Add(SnapshotBuilder builder, string key, string category, string brand, long price) =>
        builder.Add(new SnapshotItem(key) { Category = category, Brand = brand, PriceMinor = price, InCatalog = true });

    private static SnapshotRow Row(string customer, string item, InteractionKind kind) => new()
    {
        CustomerKey = customer, ItemKey = item, Kind = kind, Time = 1, AmountMinor = 1000, OrderKey = kind == InteractionKind.Purchase ? customer + item : null,
        IsEvent = kind != InteractionKind.Purchase,
    };

    private static string KeyOf(int item) => "p" + item.ToString("00", CultureInfo.InvariantCulture);
}
