namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Refuses what has no meaning, saying what and why.</summary>
internal static class FunnelRequests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3_660);

    /// <exception cref="FunnelRequestException">The request contradicts itself or goes past a limit.</exception>
    public static void Check(FunnelRequest request)
    {
        Refuse(request.Steps.Count is < 1 or > FunnelRequest.MostSteps, FunnelProblem.StepCount, FunnelRequest.MostSteps, request.Steps.Count);
        Refuse(request.Window <= TimeSpan.Zero || request.Window > s_longest, FunnelProblem.Window, s_longest.Days, request.Window);
        Refuse(request.Exclusions.Count > FunnelRequest.MostExclusions, FunnelProblem.ExclusionCount, FunnelRequest.MostExclusions, request.Exclusions.Count);
        Refuse(request.Steps.Any(step => step.Within <= TimeSpan.Zero), FunnelProblem.NoTimeSinceStep);
        Refuse(request.Steps[0].Optional, FunnelProblem.FirstStepOptional);
        var ordered = request.Order == FunnelOrder.Ordered;
        Refuse(request.Steps.Any(step => step.Optional) && (!ordered || request.Entry != FunnelEntry.First), FunnelProblem.OptionalNeedsOrder);
        Refuse(request.Exclusions.Count > 0 && !ordered, FunnelProblem.ExclusionNeedsOrder);
        Refuse(request.Order == FunnelOrder.Any && request.Steps.Any(step => step.Within is not null), FunnelProblem.AnyOrderHasNoStepBefore);
        foreach (var exclusion in request.Exclusions)
        {
            Refuse(exclusion.AfterStep < 0 || exclusion.BeforeStep >= request.Steps.Count || exclusion.AfterStep >= exclusion.BeforeStep,
                FunnelProblem.ExclusionOutside, exclusion.AfterStep + 1, exclusion.BeforeStep + 1, request.Steps.Count);
        }
    }

    private static void Refuse(bool wrong, FunnelProblem problem, params object[] details)
    {
        if (wrong)
        {
            throw new FunnelRequestException(problem, details);
        }
    }
}
