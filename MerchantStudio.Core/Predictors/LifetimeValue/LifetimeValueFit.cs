namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>A parameter with its 95 % interval.</summary>
/// <param name="Name">Letter of the paper.</param>
/// <param name="Value">Maximum-likelihood estimate.</param>
/// <param name="Low">Lower end; <see langword="null"/> when the likelihood is too flat to say.</param>
/// <param name="High">Upper end; <see langword="null"/> when the likelihood is too flat to say.</param>
public sealed record FittedParameter(string Name, double Value, double? Low, double? High);

/// <summary>One fitted model of the pair.</summary>
public sealed record LikelihoodFit
{
    public required IReadOnlyList<FittedParameter> Parameters { get; init; }

    /// <summary>Log-likelihood at the optimum, summed over the customers.</summary>
    public required double LogLikelihood { get; init; }

    public required int Customers { get; init; }

    public required int Evaluations { get; init; }

    public required bool Converged { get; init; }
}

/// <summary>BG/NBD and Gamma-Gamma fitted to one shop.</summary>
public sealed record LifetimeValueFit
{
    public required BgNbdParameters Purchases { get; init; }

    /// <summary><see langword="null"/> when too few customers have a repeat purchase with a positive mean spend.</summary>
    public required GammaGammaParameters? Spend { get; init; }

    /// <summary>
    /// True when the purchases show no sign of anybody leaving for good (a mean chance below 1 in 1,000 per purchase):
    /// then P(alive) is 1 for all and says nothing.
    /// </summary>
    public bool SeesNobodyLeave => Purchases.A / (Purchases.A + Purchases.B) < 1e-3;

    public required LikelihoodFit PurchaseFit { get; init; }

    public required LikelihoodFit? SpendFit { get; init; }
}
