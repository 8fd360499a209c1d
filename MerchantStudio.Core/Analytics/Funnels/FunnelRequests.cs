namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Refuses what has no meaning, saying what and why.</summary>
internal static class FunnelRequests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3_660);

    /// <exception cref="FunnelRequestException">The request contradicts itself or goes past a limit.</exception>
    public static void Check(FunnelRequest request)
    {
        Refuse(request.Steps.Count is < 1 or > FunnelRequest.MostSteps, $"A funnel has 1 to {FunnelRequest.MostSteps} steps, not {request.Steps.Count}.");
        Refuse(request.Window <= TimeSpan.Zero || request.Window > s_longest, $"The window must lie between a moment and {s_longest.Days} days, not {request.Window}.");
        Refuse(request.Exclusions.Count > FunnelRequest.MostExclusions, $"A funnel has at most {FunnelRequest.MostExclusions} exclusions, not {request.Exclusions.Count}.");
        Refuse(request.Steps.Any(step => step.Within <= TimeSpan.Zero), "The time since the step before must be longer than nothing.");
        Refuse(request.Steps[0].Optional, "The first step cannot be optional.");
        var ordered = request.Order == FunnelOrder.Ordered;
        Refuse(request.Steps.Any(step => step.Optional) && (!ordered || request.Entry != FunnelEntry.First),
            "Optional steps need ordered steps counted from the first entry.");
        Refuse(request.Exclusions.Count > 0 && !ordered, "Exclusions need ordered steps.");
        Refuse(request.Order == FunnelOrder.Any && request.Steps.Any(step => step.Within is not null), "Steps in any order have no step before them, so no time since it.");
        foreach (var exclusion in request.Exclusions)
        {
            Refuse(exclusion.AfterStep < 0 || exclusion.BeforeStep >= request.Steps.Count || exclusion.AfterStep >= exclusion.BeforeStep,
                $"An exclusion after step {exclusion.AfterStep} and before step {exclusion.BeforeStep} does not lie within {request.Steps.Count} steps.");
        }
    }

    private static void Refuse(bool wrong, string why)
    {
        if (wrong)
        {
            throw new FunnelRequestException(why);
        }
    }
}
