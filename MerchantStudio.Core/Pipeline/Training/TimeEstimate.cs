namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>How long a run still takes, from what was expected beforehand and what has been seen since.</summary>
public static class TimeEstimate
{
    /// <summary>Below this share of the work the expectation counts alone: the first steps say little about the rest.</summary>
    private const double TrustFrom = 0.03;

    /// <summary>From this share on only what was seen counts.</summary>
    private const double TrustFullyFrom = 0.25;

    /// <param name="elapsed">Time since the run started.</param>
    /// <param name="progress">Share of the work done, 0 to 1.</param>
    /// <param name="expected">Duration that was expected of the whole run; null when nothing was.</param>
    /// <returns>The time left; null when neither expectation nor experience says anything.</returns>
    public static TimeSpan? Left(TimeSpan elapsed, double progress, TimeSpan? expected)
    {
        var byPlan = expected is { } total ? Max(total * (1 - progress), TimeSpan.Zero) : (TimeSpan?)null;
        if (progress < TrustFrom)
        {
            return byPlan;
        }
        var bySight = elapsed * ((1 - progress) / progress);
        var trust = Math.Clamp((progress - TrustFrom) / (TrustFullyFrom - TrustFrom), 0, 1);
        return byPlan is { } plan ? plan + ((bySight - plan) * trust) : bySight;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
