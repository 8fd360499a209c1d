using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>A stored schedule with what is trained and when it is trained next.</summary>
/// <param name="Schedule">The record.</param>
/// <param name="Request">What it starts.</param>
/// <param name="TimeZoneId">The shop's time zone, in which the expression is read.</param>
/// <param name="NextUtc">Null when the schedule is off or never comes again.</param>
public sealed record ScheduledTraining(Schedule Schedule, TrainingRequest Request, string TimeZoneId, DateTimeOffset? NextUtc);

/// <summary>Knows cron and wakes schedules up.</summary>
public interface IScheduleClock
{
    /// <summary>The next time an expression comes round in a zone, after now; null when never.</summary>
    /// <exception cref="FormatException">The expression or the zone cannot be read; the message says which.</exception>
    DateTimeOffset? Next(string cron, string timeZoneId);

    /// <summary>Starts calling the schedule, instead of whatever was set for it.</summary>
    Task SetAsync(int scheduleId, string cron, string timeZoneId, CancellationToken cancellationToken);

    Task ClearAsync(int scheduleId, CancellationToken cancellationToken);
}

/// <summary>Training that starts by itself. The only class that writes the table of schedules.</summary>
public sealed class TrainingSchedules(IDbContextFactory<MerchantDbContext> contexts, IScheduleClock clock, TimeProvider time)
{
    private const string Work = "train";

    public async Task<IReadOnlyList<ScheduledTraining>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var zone = await ZoneAsync(shopId, cancellationToken).ConfigureAwait(false);
        var schedules = await contexts.UseAsync(
            db => db.Schedules.AsNoTracking().Where(schedule => schedule.ShopId == shopId && schedule.Work == Work)
                .OrderBy(schedule => schedule.Id).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return [.. schedules.Select(schedule => Describe(schedule, zone))];
    }

    /// <exception cref="FormatException">The expression cannot be read.</exception>
    public async Task<ScheduledTraining> AddAsync(
        int shopId, string cron, TrainingRequest request, CancellationToken cancellationToken)
    {
        var zone = await ZoneAsync(shopId, cancellationToken).ConfigureAwait(false);
        _ = clock.Next(cron, zone);
        var schedule = new Schedule
        {
            ShopId = shopId,
            Work = Work,
            Cron = cron.Trim(),
            SettingsJson = JsonSerializer.Serialize(request),
            CreatedUtc = time.GetUtcNow().UtcDateTime,
            CreatedBy = request.StartedBy,
        };
        await contexts.UseAsync(db =>
        {
            db.Schedules.Add(schedule);
            return db.SaveChangesAsync(cancellationToken);
        }, cancellationToken).ConfigureAwait(false);
        await clock.SetAsync(schedule.Id, schedule.Cron, zone, cancellationToken).ConfigureAwait(false);
        return Describe(schedule, zone);
    }

    /// <summary>Turns a schedule on or off; false when the shop has no such schedule.</summary>
    public async Task<bool> EnableAsync(int shopId, int scheduleId, bool enabled, CancellationToken cancellationToken)
    {
        var changed = await contexts.UseAsync(
            db => db.Schedules.Where(schedule => schedule.Id == scheduleId && schedule.ShopId == shopId)
                .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.IsEnabled, enabled), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (changed == 1)
        {
            await WakeAsync(scheduleId, cancellationToken).ConfigureAwait(false);
        }
        return changed == 1;
    }

    public async Task<bool> RemoveAsync(int shopId, int scheduleId, CancellationToken cancellationToken)
    {
        var removed = await contexts.UseAsync(
            db => db.Schedules.Where(schedule => schedule.Id == scheduleId && schedule.ShopId == shopId).ExecuteDeleteAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (removed == 1)
        {
            await clock.ClearAsync(scheduleId, cancellationToken).ConfigureAwait(false);
        }
        return removed == 1;
    }

    /// <summary>What a schedule that has come round starts; null when it was removed or turned off meanwhile.</summary>
    public async Task<(int ShopId, TrainingRequest Request)?> TakeAsync(int scheduleId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var started = await contexts.UseAsync(
            db => db.Schedules.Where(schedule => schedule.Id == scheduleId && schedule.IsEnabled)
                .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.LastStartedUtc, now), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (started == 0)
        {
            return null;
        }
        var schedule = await FindAsync(scheduleId, cancellationToken).ConfigureAwait(false);
        return schedule is null ? null : (schedule.ShopId, RequestOf(schedule) with { StartedBy = "schedule" });
    }

    /// <summary>Makes the clock agree with the record; done at every start.</summary>
    public async Task WakeAllAsync(CancellationToken cancellationToken)
    {
        var ids = await contexts.UseAsync(
            db => db.Schedules.Where(schedule => schedule.Work == Work).Select(schedule => schedule.Id).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            await WakeAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WakeAsync(int scheduleId, CancellationToken cancellationToken)
    {
        var schedule = await FindAsync(scheduleId, cancellationToken).ConfigureAwait(false);
        if (schedule is { IsEnabled: true })
        {
            var zone = await ZoneAsync(schedule.ShopId, cancellationToken).ConfigureAwait(false);
            await clock.SetAsync(scheduleId, schedule.Cron, zone, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await clock.ClearAsync(scheduleId, cancellationToken).ConfigureAwait(false);
        }
    }

    private ScheduledTraining Describe(Schedule schedule, string zone) =>
        new(schedule, RequestOf(schedule), zone, schedule.IsEnabled ? clock.Next(schedule.Cron, zone) : null);

    private static TrainingRequest RequestOf(Schedule schedule) => JsonSerializer.Deserialize<TrainingRequest>(schedule.SettingsJson)
        ?? throw new InvalidDataException($"Schedule {schedule.Id} has no settings.");

    private Task<Schedule?> FindAsync(int scheduleId, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.Schedules.AsNoTracking().SingleOrDefaultAsync(schedule => schedule.Id == scheduleId, cancellationToken), cancellationToken);

    private Task<string> ZoneAsync(int shopId, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.Shops.Where(shop => shop.Id == shopId).Select(shop => shop.TimeZoneId).SingleAsync(cancellationToken), cancellationToken);
}
