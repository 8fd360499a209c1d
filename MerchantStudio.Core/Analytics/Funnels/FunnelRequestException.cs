using System.Globalization;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Why a funnel has no meaning.</summary>
public enum FunnelProblem
{
    /// <summary>0: most steps; 1: how many there are.</summary>
    StepCount,

    /// <summary>0: most days; 1: the window.</summary>
    Window,

    /// <summary>0: most exclusions; 1: how many there are.</summary>
    ExclusionCount,
    NoTimeSinceStep,
    FirstStepOptional,
    OptionalNeedsOrder,
    ExclusionNeedsOrder,
    AnyOrderHasNoStepBefore,

    /// <summary>0 and 1: the steps that it lies between, counted from 1; 2: how many steps there are.</summary>
    ExclusionOutside,

    /// <summary>0: number of the step, counted from 1.</summary>
    NobodyDropsOut,

    /// <summary>0: the event.</summary>
    ExclusionWithoutSteps,

    /// <summary>0: the text.</summary>
    Length,

    /// <summary>0: the text.</summary>
    Between,

    /// <summary>0: the letter; 1: its place; 2: what should stand there.</summary>
    Letter,

    /// <summary>0: the text; 1: the filters that there are.</summary>
    Filter,

    /// <summary>0: the text.</summary>
    Amount,
    OpenFilter,

    /// <summary>0: the attribute; 1: those that there are.</summary>
    Attribute,
}

/// <summary>A request that asks for something that has no meaning: what, in English for logs and commands and as a key for pages.</summary>
public sealed class FunnelRequestException(FunnelProblem problem, params object[] details)
    : ArgumentException(string.Format(CultureInfo.InvariantCulture, TextOf(problem), details))
{
    public FunnelProblem Problem { get; } = problem;

    /// <summary>What the sentence names, in the order of its places.</summary>
    public IReadOnlyList<object> Details { get; } = details;

    private static string TextOf(FunnelProblem problem) => problem switch
    {
        FunnelProblem.StepCount => "A funnel has 1 to {0} steps, not {1}.",
        FunnelProblem.Window => "The window must lie between a moment and {0} days, not {1}.",
        FunnelProblem.ExclusionCount => "A funnel has at most {0} exclusions, not {1}.",
        FunnelProblem.NoTimeSinceStep => "The time since the step before must be longer than nothing.",
        FunnelProblem.FirstStepOptional => "The first step cannot be optional.",
        FunnelProblem.OptionalNeedsOrder => "Optional steps need ordered steps counted from the first entry.",
        FunnelProblem.ExclusionNeedsOrder => "Exclusions need ordered steps.",
        FunnelProblem.AnyOrderHasNoStepBefore => "Steps in any order have no step before them, so no time since it.",
        FunnelProblem.ExclusionOutside => "An exclusion between the steps {0} and {1} does not lie within {2} steps.",
        FunnelProblem.NobodyDropsOut => "Nobody can drop out after step {0}: no required step follows a required one there.",
        FunnelProblem.ExclusionWithoutSteps => "The funnel cannot be read: '{0}' does not say between which steps, such as {0}:1-2.",
        FunnelProblem.Length => "The funnel cannot be read: '{0}' is not a length of time; write 30m, 12h or 7d.",
        FunnelProblem.Between => "The funnel cannot be read: '{0}' does not say between which steps; write 1-2.",
        FunnelProblem.Letter => "The funnel cannot be read: '{0}' at place {1} should be '{2}'.",
        FunnelProblem.Filter => "The funnel cannot be read: '{0}' is not a filter; there are {1}.",
        FunnelProblem.Amount => "The funnel cannot be read: '{0}' is not a whole number of minor units.",
        FunnelProblem.OpenFilter => "The funnel cannot be read: a filter has no end.",
        _ => "The shop's events have no attribute '{0}'; there are {1}.",
    };
}
