using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Analytics.Predictions;

public sealed class AtRiskQueryTests
{
    private static readonly AtRiskQuery.ReadSet s_set = new(
        1, DateTime.UnixEpoch,
        new ChurnDetails { HorizonDays = 90, ProposedHorizonDays = 90, ActiveDays = 180, Missing = [] },
        [new("rich", 0.3, 9_000, []), new("sure", 1.0, 100, []), new("safe", 0.05, 50, [])]);

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
        report.Distribution.ShouldBe([1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    }
}
