using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Analytics.Customers;

public sealed class SegmentFilterTests
{
    [Fact]
    public void Apply_RandomRulesOfRandomShops_FindsWhomThePlainReadingFinds() => Prop.ForAll<int>(seed =>
    {
        var shop = RandomShop.Of(seed);
        using var file = shop.Open();
        var facts = RandomCustomers.Facts(file.Snapshot, seed);
        var customers = ReferenceCustomers.Of(shop, file.Snapshot, facts);
        var chance = new SeededRandom(unchecked((ulong)seed));
        for (var i = 0; i < 15; i++)
        {
            var rule = RandomCustomers.Rule(chance);
            var found = new SegmentFilter(file.Snapshot, facts).Apply(rule);
            customers.Where(customer => found[file.Snapshot.Customers.Find(customer.Key)]).Select(customer => customer.Key)
                .ShouldBe(customers.Where(customer => ReferenceCustomers.Holds(rule, customer)).Select(customer => customer.Key), rule.ToJson());
            found.Count.ShouldBe(Enumerable.Range(0, found.Customers).Count(customer => found[customer]));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Json_OfAnyRule_ReadsBackAsTheSameRule() => Prop.ForAll<int>(seed =>
    {
        var rule = RandomCustomers.Rule(new SeededRandom(unchecked((ulong)seed)));
        SegmentRule.Parse(rule.ToJson()).ShouldNotBeNull().ToJson().ShouldBe(rule.ToJson());
    }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"conditions\":null}")]
    [InlineData("{\"conditions\":[null]}")]
    [InlineData("{\"conditions\":[{\"field\":\"unheard\",\"operator\":\"is\"}]}")]
    [InlineData("{\"conditions\":[{\"field\":99,\"operator\":\"is\"}]}")]
    [InlineData("{\"conditions\":[{\"field\":\"spend\",\"operator\":\"is\",\"number\":1}]}")]
    [InlineData("{\"groups\":[{\"groups\":[{\"groups\":[{}]}]}]}")]
    public void Parse_OfWhatNobodyWrote_IsNothing(string json) => SegmentRule.Parse(json).ShouldBeNull();

    [Fact]
    public void Parse_OfMoreConditionsThanAreAllowed_IsNothing()
    {
        var condition = new SegmentCondition(SegmentField.Orders, SegmentOperator.AtLeast, Number: 1);

        SegmentRule.Parse(new SegmentRule { Conditions = [.. Enumerable.Repeat(condition, SegmentRule.MostConditions)] }.ToJson()).ShouldNotBeNull();
        SegmentRule.Parse(new SegmentRule { Conditions = [.. Enumerable.Repeat(condition, SegmentRule.MostConditions + 1)] }.ToJson()).ShouldBeNull();
    }

    [Fact]
    public void Parse_OfAnyText_NeverThrows() => Prop.ForAll<string>(text => _ = SegmentRule.Parse(text)).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Apply_BoughtProduct_CountsItsVariantsAndNotWhatCameBack()
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        _ = builder.Add(new SnapshotItem("shirt"));
        _ = builder.Add(new SnapshotItem("shirt-red") { ParentKey = "shirt" });
        builder.Add(PlantedSnapshot.Order("a", new DateTime(2011, 1, 1), 100, "shirt-red"));
        builder.Add(PlantedSnapshot.Order("b", new DateTime(2011, 1, 1), -100, "shirt"));
        builder.Add(PlantedSnapshot.Order("c", new DateTime(2011, 1, 1), 100, "mug"));
        using var file = new SnapshotFile(builder);
        var facts = RandomCustomers.Facts(file.Snapshot, 1);

        var found = new SegmentFilter(file.Snapshot, facts).Apply(new SegmentRule { Conditions = [new SegmentCondition(SegmentField.Product, SegmentOperator.Is, Text: "shirt")] });

        Enumerable.Range(0, 3).Where(customer => found[customer]).Select(customer => file.Snapshot.Customers.Keys[customer]).ShouldBe(["a"]);
    }

    /// <summary>One order, refunds only, a negative total, an order of the future, and half of all orders with one customer.</summary>
    [Fact]
    public void List_OfOddShops_IsFiniteAndSensible()
    {
        var rows = new List<SnapshotRow>
        {
            PlantedSnapshot.Order("once", new DateTime(2011, 6, 1), 500), PlantedSnapshot.Order("refunds-only", new DateTime(2011, 6, 1), -500),
            PlantedSnapshot.Order("negative", new DateTime(2011, 5, 1), 100), PlantedSnapshot.Order("negative", new DateTime(2011, 6, 2), -900),
            PlantedSnapshot.Order("future", new DateTime(2040, 1, 1), 700),
        };
        rows.AddRange(Enumerable.Range(0, 50).Select(i => PlantedSnapshot.Order("half", new DateTime(2011, 1, 1).AddDays(i), 300)));
        using var file = SnapshotFile.Of(rows);
        var facts = CustomerFacts.Of(
            file.Snapshot, CustomerSummaries.Of(file.Snapshot, CancellationToken.None), ScoreColumns.Empty(file.Snapshot.Customers.Count), RandomCustomers.AsOf, CancellationToken.None);

        var list = CustomerListQuery.Compute(file.Snapshot, facts, new CustomerListRequest(1) { Sort = CustomerSort.Chance });

        var lines = list.Lines.ToDictionary(line => line.Key);
        (lines["future"].DaysSinceLast, lines["future"].Segment).ShouldBe((null, SegmentName.Prospects));
        (lines["refunds-only"].AverageOrderMinor, lines["refunds-only"].Segment).ShouldBe((null, SegmentName.Prospects));
        (lines["negative"].RevenueMinor, lines["negative"].SalesOrders).ShouldBe((-800, 1));
        lines["half"].SalesOrders.ShouldBe(50);
        list.Lines.ShouldAllBe(line => line.Chance == null && line.ValueMinor == null);
        Currencies.MinorPerMajor(list.Currency).ShouldBe(100);
    }
}
