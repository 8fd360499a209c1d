namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>
/// A figure of one customer's ranked list between 0 and 1, higher is better; the reported value is the mean over customers.
/// Ties between scores are settled before, when ranks are given (<see cref="TieRule"/>). A customer with nothing to be found is
/// never asked.
/// </summary>
public interface IRankingMetric
{
    /// <summary>Lower-case name in reports.</summary>
    string Name { get; }

    double Of(RankedCase ranked, int k);
}
