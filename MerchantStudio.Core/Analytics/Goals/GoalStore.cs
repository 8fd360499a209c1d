using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Analytics.Goals;

/// <summary>A shop's goals and the days on which they were missed; the only writer of both tables.</summary>
public sealed class GoalStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    public async Task<IReadOnlyList<ConversionGoal>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.ConversionGoals.AsNoTracking().Where(goal => goal.ShopId == shopId).OrderBy(goal => goal.Measure).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sets the goal of a measure.</summary>
    /// <param name="target">0 to 1, or minor units per visit; null to watch only.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is no share, or below zero.</exception>
    public async Task SetAsync(int shopId, GoalMeasure measure, double? target, bool alerts, string? by, CancellationToken cancellationToken)
    {
        if (target is { } wanted && (!double.IsFinite(wanted) || wanted < 0 || (measure != GoalMeasure.RevenuePerVisit && wanted > 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(target), target, "A goal is a share between 0 and 1, or an amount that is not negative.");
        }
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var goal = await context.ConversionGoals.SingleOrDefaultAsync(kept => kept.ShopId == shopId && kept.Measure == measure, cancellationToken).ConfigureAwait(false);
            if (goal is null)
            {
                goal = new ConversionGoal { ShopId = shopId, Measure = measure, CreatedUtc = time.GetUtcNow().UtcDateTime, CreatedBy = by };
                context.ConversionGoals.Add(goal);
            }
            (goal.Target, goal.Alerts) = (target, alerts);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a goal away, with its alerts.</summary>
    public async Task RemoveAsync(int shopId, GoalMeasure measure, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            _ = await context.ConversionGoals.Where(goal => goal.ShopId == shopId && goal.Measure == measure).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Alerts that nobody has dealt with, newest first.</summary>
    public async Task<IReadOnlyList<StandingAlert>> StandingAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.GoalAlerts.AsNoTracking().Where(alert => alert.SeenUtc == null)
                .Join(context.ConversionGoals.Where(goal => goal.ShopId == shopId), alert => alert.GoalId, goal => goal.Id, (alert, goal) => new { alert, goal.Measure })
                .OrderByDescending(row => row.alert.Day).ThenBy(row => row.Measure).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => new StandingAlert(row.alert, row.Measure))];
        }
    }

    /// <summary>Says that an alert is dealt with.</summary>
    public async Task SeenAsync(int shopId, int alertId, string? by, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var now = (DateTime?)time.GetUtcNow().UtcDateTime;
            _ = await context.GoalAlerts.Where(alert => alert.Id == alertId && context.ConversionGoals.Any(goal => goal.Id == alert.GoalId && goal.ShopId == shopId))
                .ExecuteUpdateAsync(set => set.SetProperty(alert => alert.SeenUtc, now).SetProperty(alert => alert.SeenBy, by), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Brings a goal's alerts of some days in line with how these days look now: a day outside its band has one, a day that
    /// later data moved back into it loses the one that nobody has dealt with.
    /// </summary>
    public async Task JudgeAsync(int goalId, IReadOnlyList<GoalDay> days, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(days);
        if (days.Count == 0)
        {
            return;
        }
        var (first, last) = (days.Min(day => day.Day), days.Max(day => day.Day));
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var kept = await context.GoalAlerts.Where(alert => alert.GoalId == goalId && alert.Day >= first && alert.Day <= last).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var day in days)
            {
                var alert = kept.SingleOrDefault(one => one.Day == day.Day);
                if (!day.IsOutside)
                {
                    Forget(context, alert);
                }
                else if (alert is null)
                {
                    context.GoalAlerts.Add(Alert(goalId, day));
                }
                else
                {
                    (alert.Value, alert.Expected, alert.Low, alert.High, alert.Visits) = (day.Value!.Value, day.Band!.Expected, day.Band.Low, day.Band.High, day.Trials);
                }
            }
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Forget(MerchantDbContext context, GoalAlert? alert)
    {
        if (alert is { SeenUtc: null })
        {
            context.GoalAlerts.Remove(alert);
        }
    }

    private GoalAlert Alert(int goalId, GoalDay day) => new()
    {
        GoalId = goalId,
        Day = day.Day,
        Value = day.Value!.Value,
        Expected = day.Band!.Expected,
        Low = day.Band.Low,
        High = day.Band.High,
        Visits = day.Trials,
        RaisedUtc = time.GetUtcNow().UtcDateTime,
    };
}
