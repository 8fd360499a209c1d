namespace MerchantStudio.Core.Analytics.Goals;

/// <summary>Judges a shop's last whole days against its goals' bands; runs whenever a new snapshot is there.</summary>
public sealed class GoalWatch(GoalQuery query, GoalStore goals)
{
    // An import may bring more than a day, and correct some.
    private const int JudgedDays = 14;

    public async Task CheckAsync(int shopId, CancellationToken cancellationToken)
    {
        if ((await goals.ListAsync(shopId, cancellationToken).ConfigureAwait(false)).All(goal => !goal.Alerts)
            || await query.RunAsync(shopId, cancellationToken).ConfigureAwait(false) is not { } report)
        {
            return;
        }
        foreach (var series in report.Measures)
        {
            if (series.Goal is { Alerts: true } goal)
            {
                await goals.JudgeAsync(goal.Id, [.. series.Days.TakeLast(JudgedDays)], cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
