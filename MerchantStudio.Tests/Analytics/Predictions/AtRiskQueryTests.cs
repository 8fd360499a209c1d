using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Analytics.Predictions;

public sealed class AtRiskQueryTests
{
    private static readonly AtRiskQuery.ReadSet s_set = new(
        default, DateTime.UnixEpoch,
        new ChurnDetails { HorizonDays = 90, ProposedHorizonDays = 90, ActiveDays = 180, Missing = [] }, 365,
        [
            new("rich", 0.3, 9_000, []) { Country = "France", Segment = SegmentName.Loyal }, new("sure", 1.0, 100, []) { Country = "France", Segment = SegmentName.AtRisk },
            new("safe", 0.05, 50, []) { Segment = SegmentName.AtRisk },
        ]);

    [Fact]
    public void Compute_ByStake_ListsTheMostValuableFirst() =>
        AtRiskQuery.Compute(s_set, new AtRiskRequest(1)).Lines.Select(line => line.Key).ShouldBe(["rich", "sure", "safe"]);

    [Fact]
    public void Compute_ByChance_ListsTheLikeliestFirst() =>
        AtRiskQuery.Compute(s_set, new AtRiskRequest(1) { ByChance = true }).Lines.Select(line => line.Key).ShouldBe(["sure", "rich", "safe"]);

    [Fact]
    public void Compute_FilteredPage_StillSumsOverEverybody()
    {
        var report = AtRiskQuery.Compute(s_set, new AtRiskRequest(1) { MinChance = 0.2, Skip = 1, Take = 1 });

        report.Lines.ShouldHaveSingleItem().Key.ShouldBe("sure");
        (report.Total, report.Scored).ShouldBe((2, 3));
        report.ExpectedToLeave.ShouldBe(1.35, 1e-12);
        (report.StakeMinor, report.MatchingStakeMinor).ShouldBe((9_150, 9_100));
        report.Distribution.ShouldBe([1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    }

    [Theory]
    [InlineData("France", null, null, null, "rich,sure")]
    [InlineData(null, SegmentName.AtRisk, null, null, "sure,safe")]
    [InlineData(null, null, 100L, null, "rich,sure")]
    [InlineData(null, null, null, "SA", "safe")]
    [InlineData("France", SegmentName.AtRisk, 101L, null, "")]
    public void Compute_EachFilter_KeepsWhomItNames(string? country, SegmentName? segment, long? stake, string? search, string expected) =>
        string.Join(',', AtRiskQuery.Compute(s_set, new AtRiskRequest(1) { Country = country, Segment = segment, MinStakeMinor = stake, Search = search }).Lines.Select(line => line.Key))
            .ShouldBe(expected);

    [Fact]
    public void Valued_WithLifetimeValues_PutsChanceTimesWhatIsExpectedAtStake()
    {
        var lines = AtRiskQuery.Valued(s_set.Lines, key => key switch { "rich" => 1_000, "sure" => 250.4, _ => double.NaN });

        lines.Select(line => (line.Key, line.ExpectedMinor, line.StakeMinor)).ShouldBe([("rich", 1_000L, 300L), ("sure", 250L, 250L), ("safe", null, 0L)]);
    }

    [Fact]
    public void Valued_WithoutAnyLifetimeValue_KeepsWhatTheScoringWrote() =>
        AtRiskQuery.Valued(s_set.Lines, _ => double.NaN).Select(line => (line.ExpectedMinor, line.StakeMinor)).ShouldBe([(null, 9_000L), (null, 100L), (null, 50L)]);
}
