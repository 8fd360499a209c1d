namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// Fits BG/NBD and Gamma-Gamma by maximum likelihood over every customer, none of them grouped. In a large shop the search
/// starts where a fit of some tens of thousands of them ended, with the curvature found there; that saves steps and does
/// not change the optimum.
/// </summary>
public static class LifetimeValueModel
{
    private const int MinimumSpenders = 3;
    private const int PilotSize = 20_000;

    public static LifetimeValueFit Fit(RepeatPurchases data, LifetimeValueOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.Count);
        var pilot = data.Count > 2 * PilotSize ? data.EveryNth(data.Count / PilotSize) : null;
        var purchases = new BgNbdLikelihood(data, cancellationToken);
        var minimum = Minimise(purchases, pilot is null ? null : new BgNbdLikelihood(pilot, cancellationToken), PurchaseStart(data), options, cancellationToken);
        var spend = FitSpend(data, pilot, options, cancellationToken);
        var p = minimum.Point;
        return new LifetimeValueFit
        {
            Purchases = new BgNbdParameters(Math.Exp(p[0]), Math.Exp(p[1]), Math.Exp(p[2]), Math.Exp(p[3])),
            PurchaseFit = Describe(purchases, minimum, data.Count, ["r", "alpha", "a", "b"]),
            Spend = spend?.Parameters,
            SpendFit = spend?.Fit,
        };
    }

    private static (GammaGammaParameters Parameters, LikelihoodFit Fit)? FitSpend(
        RepeatPurchases data, RepeatPurchases? pilot, LifetimeValueOptions options, CancellationToken cancellationToken)
    {
        var spend = new GammaGammaLikelihood(data, cancellationToken);
        if (spend.Count < MinimumSpenders)
        {
            return null;
        }

        var sketch = pilot is null ? null : new GammaGammaLikelihood(pilot, cancellationToken);
        var minimum = Minimise(spend, sketch?.Count >= MinimumSpenders ? sketch : null, SpendStart(data), options, cancellationToken);
        var p = minimum.Point;
        var parameters = new GammaGammaParameters(Math.Exp(p[0]), Math.Exp(p[1]), Math.Exp(p[2]));
        return (parameters, Describe(spend, minimum, spend.Count, ["p", "q", "v"]));
    }

    private static Minimum Minimise(
        IObjective all, IObjective? pilot, double[] start, LifetimeValueOptions options, CancellationToken cancellationToken)
    {
        if (pilot is null)
        {
            return Bfgs.Minimise(all, start, null, options, cancellationToken);
        }

        var near = Bfgs.Minimise(pilot, start, null, options, cancellationToken);
        return Bfgs.Minimise(all, near.Point, StandardErrors.InverseHessian(pilot, near.Point), options, cancellationToken);
    }

    // r = 1 and α such that r/α is the observed rate of repeat purchases; most customers return, so a < b.
    private static double[] PurchaseStart(RepeatPurchases data)
    {
        var repeats = data.Frequency.Sum(x => (long)x);
        var rate = (repeats + 0.5) / (data.Age.Sum() + 1);
        return [0, Math.Log(1 / rate), 0, Math.Log(2)];
    }

    // p = q = 3 put the mean of the population at 1.5 v.
    private static double[] SpendStart(RepeatPurchases data)
    {
        var (sum, count) = (0.0, 0);
        foreach (var mean in data.MeanSpend)
        {
            if (mean > 0)
            {
                (sum, count) = (sum + mean, count + 1);
            }
        }

        return [Math.Log(3), Math.Log(3), Math.Log(sum / count / 1.5)];
    }

    private static LikelihoodFit Describe(IObjective objective, Minimum minimum, int customers, string[] names)
    {
        var deviations = StandardErrors.OfLogParameters(objective, minimum.Point, customers);
        return new LikelihoodFit
        {
            Parameters = [.. names.Select((name, i) => WithInterval(name, minimum.Point[i], deviations[i]))],
            LogLikelihood = -minimum.Value * customers,
            Customers = customers,
            Evaluations = minimum.Evaluations,
            Converged = minimum.Converged,
        };
    }

    // The interval is symmetric in the logarithm, so it stays above zero.
    private static FittedParameter WithInterval(string name, double logValue, double? deviation) => deviation is { } d
        ? new FittedParameter(name, Math.Exp(logValue), Math.Exp(logValue - (1.959964 * d)), Math.Exp(logValue + (1.959964 * d)))
        : new FittedParameter(name, Math.Exp(logValue), null, null);
}
