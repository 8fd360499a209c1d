using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Lists;
using MerchantStudio.Core.Evaluation.Metrics;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Evaluation;

/// <summary>Values worked out by hand: three relevant items, found at ranks 1, 4 and 12.</summary>
public sealed class MetricTests
{
    private static readonly RankedCase s_case = new([1, 4, 12], 3);

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(3, 0.46927872602275645)] // 1 / (1 + 1/log2 3 + 1/2)
    [InlineData(10, 0.6713860725233041)] // (1 + 1/log2 5) / (1 + 1/log2 3 + 1/2)
    public void Ndcg_ThreeRelevant_EqualsTheHandComputedValue(int k, double expected) => new Ndcg().Of(s_case, k).ShouldBe(expected, 1e-12);

    [Fact]
    public void Ndcg_MoreRelevantThanPlaces_CanStillReachOne() => new Ndcg().Of(new RankedCase([1, 2], 9), 2).ShouldBe(1, 1e-12);

    [Fact]
    public void Ndcg_RankBetweenTies_UsesTheMiddleRank() => new Ndcg().Of(new RankedCase([2.5], 1), 10).ShouldBe(1 / Math.Log2(3.5), 1e-12);

    [Theory, InlineData(1, 1.0 / 3), InlineData(4, 2.0 / 3), InlineData(20, 1.0)]
    public void Recall_ThreeRelevant_CountsThoseFound(int k, double expected) => new Recall().Of(s_case, k).ShouldBe(expected, 1e-12);

    [Theory, InlineData(1, 1.0), InlineData(4, 0.5), InlineData(20, 0.15)]
    public void Precision_ThreeRelevant_DividesByThePlaces(int k, double expected) => new Precision().Of(s_case, k).ShouldBe(expected, 1e-12);

    [Theory, InlineData(3, 0.0), InlineData(4, 1.0)]
    public void HitRate_FirstHitAtFour_NeedsFourPlaces(int k, double expected) => new HitRate().Of(new RankedCase([4], 2), k).ShouldBe(expected);

    [Theory, InlineData(3, 0.0), InlineData(4, 0.25)]
    public void ReciprocalRank_FirstHitAtFour_IsAQuarterFromThereOn(int k, double expected) =>
        new ReciprocalRank().Of(new RankedCase([4, 5], 2), k).ShouldBe(expected);

    [Theory]
    [InlineData(10, (1.0 + (2.0 / 4)) / 3)]
    [InlineData(20, (1.0 + (2.0 / 4) + (3.0 / 12)) / 3)]
    [InlineData(2, 1.0 / 2)]
    public void AveragePrecision_ThreeRelevant_EqualsTheHandComputedValue(int k, double expected) =>
        new AveragePrecision().Of(s_case, k).ShouldBe(expected, 1e-12);

    [Fact]
    public void EveryMetric_AnyRanks_StaysBetweenZeroAndOne() => Prop.ForAll<byte[], byte>((ranks, extra) =>
    {
        var hits = ranks.Select(rank => 1.0 + rank).Distinct().Order().ToArray();
        var ranked = new RankedCase(hits, hits.Length + extra + 1);
        return MetricCatalog.All.All(metric => Enumerable.Range(1, 30).All(k => metric.Of(ranked, k) is >= 0 and <= 1 + 1e-12));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RecallAndHitRate_LongerLists_NeverFall() => Prop.ForAll<byte[]>(ranks =>
    {
        var ranked = new RankedCase([.. ranks.Select(rank => 1.0 + rank).Distinct().Order()], 300);
        return new IRankingMetric[] { new Recall(), new HitRate(), new ReciprocalRank() }
            .All(metric => Enumerable.Range(1, 60).All(k => metric.Of(ranked, k + 1) >= metric.Of(ranked, k)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryMetric_NothingFound_IsZero() =>
        MetricCatalog.All.ShouldAllBe(metric => metric.Of(new RankedCase(Array.Empty<double>(), 3), 10) == 0);

    [Fact]
    public void EveryMetric_PerfectListOfOneItem_IsOneExceptPrecision() =>
        MetricCatalog.All.ShouldAllBe(metric => metric.Of(new RankedCase(new[] { 1.0 }, 1), 10) == (metric is Precision ? 0.1 : 1));

    [Fact]
    public void Coverage_TwoLists_CountsDistinctItemsOfTheFirstK()
    {
        Coverage.Of([[0, 1, 2], [1, 0, 3]], k: 2, catalogue: 8).ShouldBe(0.25);
        Coverage.Of([], k: 2, catalogue: 8).ShouldBe(0);
    }

    [Fact]
    public void Gini_ShownCounts_EqualTheHandComputedValue()
    {
        // Counts 0, 1, 3 of three items: (−2·0 + 0·1 + 2·3) / (3·4).
        Gini.Of([[2, 1], [2], [2]], k: 5, catalogue: 3).ShouldBe(0.5, 1e-12);
        Gini.Of([[0], [1], [2]], k: 1, catalogue: 3).ShouldBe(0, 1e-12);
        Gini.Of([], k: 1, catalogue: 3).ShouldBe(0);
    }

    [Fact]
    public void Novelty_ItemsOfHalfAndAQuarterOfTheCustomers_IsOneAndAHalfBits() =>
        Novelty.Of([0, 1], k: 2, customersPerItem: [4, 2], customers: 8).ShouldBe(1.5, 1e-12);

    [Fact]
    public void Diversity_ThreeItems_AveragesOneMinusCosineOverThePairs()
    {
        var byItem = new CsrMatrixBuilder(3, 4);
        foreach (var (item, customer) in new[] { (0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (2, 2), (2, 3), (2, 0) })
        {
            byItem.Add(item, customer, 1);
        }

        // cos(0,1) = 1, cos(0,2) = cos(1,2) = 2/√8.
        new IntraListDiversity(byItem.Build()).Of([0, 1, 2], k: 3).ShouldBe((0 + (2 * (1 - (2 / Math.Sqrt(8))))) / 3, 1e-12);
    }
}
