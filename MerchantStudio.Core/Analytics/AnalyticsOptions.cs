using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Analytics;

public sealed class AnalyticsOptions
{
    public const string Section = "MerchantStudio:Analytics";

    /// <summary>Finished reports that are kept in memory. 1 to 100,000.</summary>
    public int CachedReports { get; set; } = 500;
}

internal sealed class AnalyticsOptionsValidator : IValidateOptions<AnalyticsOptions>
{
    public ValidateOptionsResult Validate(string? name, AnalyticsOptions options) => options.CachedReports is >= 1 and <= 100_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{AnalyticsOptions.Section}:{nameof(AnalyticsOptions.CachedReports)} must lie between 1 and 100000, but is {options.CachedReports}.");
}
