namespace MerchantStudio.Core.Evaluation;

/// <summary>The figures of one model in one trial, still per customer, so that models can be compared in pairs.</summary>
public sealed record TrialResult
{
    /// <summary>Number of customers.</summary>
    public required int Customers { get; init; }

    public required double RelevantPerCustomer { get; init; }

    /// <summary>Per metric and k: one value per customer, in the trial's order.</summary>
    public required IReadOnlyDictionary<(string Metric, int K), double[]> PerCustomer { get; init; }

    /// <summary>Figures of all lists together.</summary>
    public required IReadOnlyDictionary<(string Metric, int K), double> Overall { get; init; }

    /// <summary>Per segment: values of the customers that have something to be found in it.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<(string Metric, int K), double[]>> Segments { get; init; }
}
