namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>
/// A probability as a logistic curve of one score (Platt 1999): 1 / (1 + e^−(a + b·score)). Labels are drawn in by Platt's
/// rule, so that a score which separates the classes does not run off to certainty. The slope never falls below zero.
/// </summary>
/// <param name="Intercept">a, log-odds at score 0.</param>
/// <param name="Slope">b, 0 or more.</param>
internal readonly record struct LogisticCurve(double Intercept, double Slope)
{
    private const int MaxSteps = 50;
    private const double Ridge = 1e-9;
    private const double Tolerance = 1e-10;

    public double At(double score) => 1 / (1 + Math.Exp(-(Intercept + (Slope * score))));

    /// <summary>Maximum likelihood by Newton's method; the share of ones where the scores say nothing.</summary>
    public static LogisticCurve Fit(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var ones = labels.Count(true);
        var (high, low) = ((ones + 1.0) / (ones + 2.0), 1.0 / (labels.Length - ones + 2.0));
        var flat = new LogisticCurve(Math.Log((ones + 1.0) / (labels.Length - ones + 1.0)), 0);
        var (curve, loss) = (flat, flat.Loss(labels, scores, high, low));
        for (var step = 0; step < MaxSteps; step++)
        {
            var move = curve.Newton(labels, scores, high, low);
            var (next, nextLoss) = (curve, double.PositiveInfinity);
            for (var share = 1.0; share > 1e-6 && !(nextLoss < loss); share /= 2)
            {
                next = new LogisticCurve(curve.Intercept - (share * move.Intercept), curve.Slope - (share * move.Slope));
                nextLoss = next.Loss(labels, scores, high, low);
            }

            if (!(loss - nextLoss > Tolerance * loss))
            {
                break;
            }

            (curve, loss) = (next, nextLoss);
        }

        return curve.Slope > 0 ? curve : flat;
    }

    private double Loss(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, double high, double low)
    {
        var loss = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var logOdds = Intercept + (Slope * scores[i]);

            // ln(1 + e^x) − t·x, written so that it cannot overflow.
            loss += Math.Max(logOdds, 0) + double.LogP1(Math.Exp(-Math.Abs(logOdds))) - ((labels[i] ? high : low) * logOdds);
        }

        return loss;
    }

    private (double Intercept, double Slope) Newton(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, double high, double low)
    {
        var (g0, g1, h00, h01, h11) = (0.0, 0.0, Ridge, 0.0, Ridge);
        for (var i = 0; i < scores.Length; i++)
        {
            var probability = At(scores[i]);
            var (residual, curvature) = (probability - (labels[i] ? high : low), probability * (1 - probability));
            (g0, g1) = (g0 + residual, g1 + (residual * scores[i]));
            (h00, h01, h11) = (h00 + curvature, h01 + (curvature * scores[i]), h11 + (curvature * scores[i] * scores[i]));
        }

        var determinant = (h00 * h11) - (h01 * h01);
        return (((h11 * g0) - (h01 * g1)) / determinant, ((h00 * g1) - (h01 * g0)) / determinant);
    }
}
