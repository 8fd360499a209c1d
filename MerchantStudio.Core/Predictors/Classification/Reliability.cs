using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>Rows whose probability falls into one bin.</summary>
/// <param name="Low">Lower end of the bin.</param>
/// <param name="High">Upper end of the bin.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Predicted">Their mean probability.</param>
/// <param name="Observed">Share of them to whom it happened.</param>
/// <param name="ObservedLow">Lower end of the 95 % interval of that share (Wilson 1927).</param>
/// <param name="ObservedHigh">Upper end of it.</param>
public sealed record ReliabilityBin(double Low, double High, int Rows, double Predicted, double Observed, double ObservedLow, double ObservedHigh);

/// <summary>
/// Reliability curve and expected calibration error over bins of equal width, [i/n, (i+1)/n), the last one closed. Empty
/// bins are left out and count nothing.
/// </summary>
public static class Reliability
{
    public const int DefaultBins = 10;

    public static IReadOnlyList<ReliabilityBin> Curve(ReadOnlySpan<bool> labels, ReadOnlySpan<double> probabilities, int bins = DefaultBins)
    {
        var (rows, predicted, observed) = (new int[bins], new double[bins], new int[bins]);
        for (var i = 0; i < labels.Length; i++)
        {
            var bin = Math.Min((int)(probabilities[i] * bins), bins - 1);
            rows[bin]++;
            predicted[bin] += probabilities[i];
            observed[bin] += labels[i] ? 1 : 0;
        }

        var curve = new List<ReliabilityBin>();
        for (var bin = 0; bin < bins; bin++)
        {
            if (rows[bin] > 0)
            {
                var (low, high) = WilsonInterval.Of(observed[bin], rows[bin]);
                curve.Add(new ReliabilityBin(
                    bin / (double)bins, (bin + 1) / (double)bins, rows[bin], predicted[bin] / rows[bin], observed[bin] / (double)rows[bin], low, high));
            }
        }

        return curve;
    }

    /// <summary>Mean over the rows of |mean probability − share observed| of their bin.</summary>
    public static double ExpectedCalibrationError(ReadOnlySpan<bool> labels, ReadOnlySpan<double> probabilities, int bins = DefaultBins)
    {
        var total = (double)labels.Length;
        return Curve(labels, probabilities, bins).Sum(bin => bin.Rows / total * Math.Abs(bin.Predicted - bin.Observed));
    }
}
