using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>Reads what a person writes as a schedule.</summary>
internal static class CronText
{
    private const int UnixFields = 5;

    /// <summary>Accepts the five fields of Unix cron as well as Quartz's six or seven.</summary>
    /// <exception cref="FormatException">The expression or the time zone cannot be read.</exception>
    public static CronExpression Parse(string cron, string timeZoneId)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZoneId, out var zone))
        {
            throw new FormatException($"'{timeZoneId}' is not a time zone that this machine knows.");
        }
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var format = fields.Length == UnixFields ? CronFormat.Unix : CronFormat.Quartz;
        return CronExpression.TryParse(string.Join(' ', fields), format, out var expression)
            ? expression.WithTimeZone(zone)
            : throw new FormatException($"'{cron}' is not a cron expression.");
    }
}
