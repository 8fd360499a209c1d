using System.Globalization;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>Reads the data map of a job: only text, written and read without a culture.</summary>
internal static class JobData
{
    public static string Text(JobDataMap map, string entry) =>
        map.TryGetValue(entry, out var value) && value is not null
            ? Convert.ToString(value, CultureInfo.InvariantCulture)!
            : throw new InvalidOperationException($"The job's data has no entry '{entry}'.");

    public static long Int64(JobDataMap map, string entry) => long.Parse(Text(map, entry), CultureInfo.InvariantCulture);

    public static int Int32(JobDataMap map, string entry) => int.Parse(Text(map, entry), CultureInfo.InvariantCulture);

    public static string Write(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
