namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>Mean squared difference between probability and outcome (Brier 1950). 0 without rows.</summary>
public static class BrierScore
{
    public static double Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var off = probabilities[i] - (labels[i] ? 1 : 0);
            sum += off * off;
        }

        return labels.IsEmpty ? 0 : sum / labels.Length;
    }
}
