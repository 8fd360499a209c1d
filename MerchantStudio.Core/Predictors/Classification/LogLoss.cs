namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>Mean of −ln(probability given to what happened), natural logarithm; probabilities are kept 1e-15 away from 0 and 1. 0 without rows.</summary>
public static class LogLoss
{
    private const double Margin = 1e-15;

    public static double Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var given = labels[i] ? probabilities[i] : 1 - probabilities[i];
            sum -= Math.Log(Math.Clamp(given, Margin, 1));
        }

        return labels.IsEmpty ? 0 : sum / labels.Length;
    }
}
