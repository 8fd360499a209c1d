using MerchantStudio.Core.Analytics.Funnels;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>What the changed share of one group's visits did to the rate.</summary>
/// <param name="Name">As <see cref="VisitGroup.Name"/>.</param>
/// <param name="Mix">Change of the whole rate because this group's share of visits changed.</param>
/// <param name="Steps">Change of the whole rate by this group's own step rates: visit to view, view to cart, cart to checkout, checkout to purchase.</param>
public sealed record GroupChange(string? Name, double Mix, IReadOnlyList<double> Steps)
{
    /// <summary>Change of this group's share of all visits, -1 to 1.</summary>
    public required double ShareChange { get; init; }

    /// <summary>Change of the whole rate because this group's own rate changed.</summary>
    public double Rate => Steps.Sum();
}

/// <summary>A change of the conversion rate in parts that add up to it.</summary>
/// <param name="Before">Rate of the earlier period, 0 to 1.</param>
/// <param name="Now">Rate of the later period.</param>
public sealed record RateChange(double Before, double Now, IReadOnlyList<GroupChange> Groups)
{
    public double Change => Now - Before;

    /// <summary>Probability of a difference at least as large if both periods converted alike (pooled two-proportion z-test).</summary>
    public required double? PValue { get; init; }

    /// <summary>What all shifts between groups did together.</summary>
    public double Mix => Groups.Sum(group => group.Mix);

    /// <summary>What each step did, over all groups.</summary>
    public IReadOnlyList<double> Steps { get; } = [.. Enumerable.Range(0, VisitFigures.Steps).Select(step => Groups.Sum(group => group.Steps[step]))];
}

/// <summary>
/// Splits the change of a rate between two periods into mix and rate (Kitagawa, Journal of the American Statistical
/// Association 50, 1955): with shares s and rates r of groups,
/// Δ = Σ Δs·(mean r − mean R) + Σ Δr·mean s, R being the rate of the whole. A group's rate is a product of step rates; its
/// part is split among the steps by Shapley's value (Shorrocks, Journal of Economic Inequality 11, 2013). Both sum exactly.
/// </summary>
/// <remarks>
/// A group, or a step of one, that nobody reached in one period has no rate there; it is given the other period's, so that
/// its coming or going counts as mix, or as the step before it.
/// </remarks>
public static class RateDecomposition
{
    // Weight of a set of m of the other three steps: m! (3 - m)! / 4!.
    private static readonly double[] s_weights = [0.25, 1 / 12.0, 1 / 12.0, 0.25];

    /// <summary>The parts; null when one of the periods has no visits.</summary>
    public static RateChange? Of(IReadOnlyList<VisitGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        double before = groups.Sum(group => (long)group.Before.Visits), now = groups.Sum(group => (long)group.Now.Visits);
        if (before == 0 || now == 0)
        {
            return null;
        }
        double rateBefore = groups.Sum(group => (long)group.Before.Bought) / before, rateNow = groups.Sum(group => (long)group.Now.Bought) / now;
        var middle = (rateBefore + rateNow) / 2;
        return new RateChange(rateBefore, rateNow, [.. groups.Select(group => Part(group, group.Before.Visits / before, group.Now.Visits / now, middle))])
        {
            PValue = ShareTest.PValue(groups.Sum(group => (long)group.Now.Bought), (long)now, groups.Sum(group => (long)group.Before.Bought), (long)before),
        };
    }

    private static GroupChange Part(VisitGroup group, double shareBefore, double shareNow, double middle)
    {
        Span<double> before = stackalloc double[VisitFigures.Steps], now = stackalloc double[VisitFigures.Steps];
        for (var step = 0; step < VisitFigures.Steps; step++)
        {
            var (one, other) = (group.Before.StepRate(step), group.Now.StepRate(step));
            (before[step], now[step]) = (one ?? other ?? 0, other ?? one ?? 0);
        }
        var mix = (shareNow - shareBefore) * (((Product(before) + Product(now)) / 2) - middle);
        var steps = new double[VisitFigures.Steps];
        for (var step = 0; step < steps.Length; step++)
        {
            steps[step] = (shareBefore + shareNow) / 2 * Shapley(before, now, step);
        }
        return new GroupChange(group.Name, mix, steps) { ShareChange = shareNow - shareBefore };
    }

    private static double Shapley(ReadOnlySpan<double> before, ReadOnlySpan<double> now, int step)
    {
        var sum = 0.0;
        for (var changed = 0; changed < 1 << VisitFigures.Steps; changed++)
        {
            if ((changed & (1 << step)) != 0)
            {
                continue;
            }
            var others = s_weights[int.PopCount(changed)];
            for (var other = 0; other < VisitFigures.Steps; other++)
            {
                others *= other == step ? 1 : (changed & (1 << other)) != 0 ? now[other] : before[other];
            }
            sum += others;
        }
        return sum * (now[step] - before[step]);
    }

    private static double Product(ReadOnlySpan<double> factors)
    {
        var product = 1.0;
        foreach (var factor in factors)
        {
            product *= factor;
        }
        return product;
    }
}
