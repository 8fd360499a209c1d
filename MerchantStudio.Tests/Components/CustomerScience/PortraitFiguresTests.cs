using MerchantStudio.Components.Pages.CustomerProfile;

namespace MerchantStudio.Tests.Components.CustomerScience;

public sealed class PortraitFiguresTests
{
    [Theory]
    [InlineData(new[] { 5, 19, 6, 12 }, 5, 19)]
    [InlineData(new[] { 0, 9, 3, 14, 4, 14, 0, 20 }, 0, 14)]
    public void UsualMoment_HoursThatComeAsOften_IsOneOfTheUsualDay(int[] daysAndHours, int day, int hour)
    {
        var grid = Enumerable.Range(0, 7).Select(_ => new int[24]).ToArray();
        for (var i = 0; i < daysAndHours.Length; i += 2)
        {
            grid[daysAndHours[i]][daysAndHours[i + 1]]++;
        }

        PortraitFigures.UsualMoment(grid).ShouldBe((day, hour));
    }
}
