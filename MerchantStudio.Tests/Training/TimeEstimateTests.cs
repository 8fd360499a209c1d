using MerchantStudio.Core.Pipeline.Training;

namespace MerchantStudio.Tests.Training;

public sealed class TimeEstimateTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Left_BeforeAnythingIsDone_IsWhatWasExpected() =>
        TimeEstimate.Left(TimeSpan.Zero, 0, s_minute).ShouldBe(s_minute);

    [Fact]
    public void Left_WithoutExpectationOrExperience_IsUnknown() =>
        TimeEstimate.Left(TimeSpan.FromSeconds(1), 0.01, null).ShouldBeNull();

    [Theory]
    [InlineData(0.5, 60)]
    [InlineData(0.75, 20)]
    [InlineData(1, 0)]
    public void Left_WellUnderWay_FollowsWhatWasSeen(double progress, double seconds) =>
        TimeEstimate.Left(s_minute, progress, TimeSpan.FromHours(5))!.Value.TotalSeconds.ShouldBe(seconds, 1e-6);

    [Fact]
    public void Left_EarlyOn_LiesBetweenPlanAndSight()
    {
        var left = TimeEstimate.Left(s_minute, 0.1, TimeSpan.FromMinutes(20))!.Value;
        left.ShouldBeGreaterThan(TimeSpan.FromMinutes(9));
        left.ShouldBeLessThan(TimeSpan.FromMinutes(18));
    }
}
