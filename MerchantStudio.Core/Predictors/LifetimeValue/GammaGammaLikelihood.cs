using System.Numerics.Tensors;
using MathNet.Numerics;

namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// Mean negative log-likelihood of Gamma-Gamma over the customers with a repeat purchase and a positive mean spend, with
/// respect to the logarithms of (p, q, v):
/// ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + (px−1) ln z + px ln x − (px+q) ln(v + xz).
/// Gamma functions are taken once per x, one vectorised logarithm per customer is all that is left.
/// </summary>
internal sealed class GammaGammaLikelihood : IObjective
{
    private const int BlockSize = 512;
    private const int ChunkSize = 32 * BlockSize;

    private readonly int[] _frequency;
    private readonly double[] _total;
    private readonly long[] _histogram;
    private readonly double _sumLogMean;
    private readonly double _sumFrequencyLogTotal;
    private readonly Sums[] _partial;
    private readonly ParallelOptions _parallel;

    public GammaGammaLikelihood(RepeatPurchases data, CancellationToken cancellationToken)
    {
        var usable = 0;
        for (var i = 0; i < data.Count; i++)
        {
            usable += IsUsable(data, i) ? 1 : 0;
        }

        _frequency = new int[usable];
        _total = new double[usable];
        for (int i = 0, next = 0; i < data.Count; i++)
        {
            if (IsUsable(data, i))
            {
                _frequency[next] = data.Frequency[i];
                _total[next++] = data.Frequency[i] * data.MeanSpend[i];
                _sumLogMean += Math.Log(data.MeanSpend[i]);
                _sumFrequencyLogTotal += data.Frequency[i] * Math.Log(data.Frequency[i] * data.MeanSpend[i]);
            }
        }

        _histogram = BgNbdLikelihood.Histogram(_frequency);
        _partial = new Sums[(usable + ChunkSize - 1) / ChunkSize];
        _parallel = new ParallelOptions { CancellationToken = cancellationToken };
    }

    public int Dimension => 3;

    /// <summary>Customers with a repeat purchase and a positive mean spend.</summary>
    public int Count => _frequency.Length;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var g = new GammaGammaParameters(Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2]));
        Parallel.For(0, _partial.Length, _parallel, chunk => _partial[chunk] = SumChunk(g, chunk));
        var sums = SumOverFrequencies(g);
        foreach (var part in _partial)
        {
            sums.Add(part);
        }

        // (px−1) ln z + px ln x = px ln(xz) − ln z, whose data part does not change.
        sums.Value += (g.P * _sumFrequencyLogTotal) - _sumLogMean;
        sums.P += _sumFrequencyLogTotal;
        gradient[0] = -sums.P * g.P / Count;
        gradient[1] = -sums.Q * g.Q / Count;
        gradient[2] = -sums.V * g.V / Count;
        return -sums.Value / Count;
    }

    private static bool IsUsable(RepeatPurchases data, int row) => data.Frequency[row] > 0 && data.MeanSpend[row] > 0;

    private Sums SumOverFrequencies(in GammaGammaParameters g)
    {
        var sums = default(Sums);
        var (logQ, psiQ, logV) = (SpecialFunctions.GammaLn(g.Q), SpecialFunctions.DiGamma(g.Q), Math.Log(g.V));
        for (var x = 1; x < _histogram.Length; x++)
        {
            var n = _histogram[x];
            if (n == 0)
            {
                continue;
            }

            var psiSum = SpecialFunctions.DiGamma((g.P * x) + g.Q);
            sums.Value += n * (SpecialFunctions.GammaLn((g.P * x) + g.Q) - SpecialFunctions.GammaLn(g.P * x) - logQ + (g.Q * logV));
            sums.P += n * x * (psiSum - SpecialFunctions.DiGamma(g.P * x));
            sums.Q += n * (psiSum - psiQ + logV);
            sums.V += n * g.Q / g.V;
        }

        return sums;
    }

    private Sums SumChunk(in GammaGammaParameters g, int chunk)
    {
        var sums = default(Sums);
        var end = Math.Min(Count, (chunk + 1) * ChunkSize);
        for (var start = chunk * ChunkSize; start < end; start += BlockSize)
        {
            SumBlock(g, start, Math.Min(BlockSize, end - start), ref sums);
        }

        return sums;
    }

    private void SumBlock(in GammaGammaParameters g, int start, int length, ref Sums sums)
    {
        Span<double> total = stackalloc double[length];
        Span<double> logTotal = stackalloc double[length];
        TensorPrimitives.Add(_total.AsSpan(start, length), g.V, total);
        TensorPrimitives.Log(total, logTotal);
        var frequency = _frequency.AsSpan(start, length);
        for (var i = 0; i < length; i++)
        {
            var shape = (g.P * frequency[i]) + g.Q;
            sums.Value -= shape * logTotal[i];
            sums.P -= frequency[i] * logTotal[i];
            sums.Q -= logTotal[i];
            sums.V -= shape / total[i];
        }
    }

    private struct Sums
    {
        public double Value;
        public double P;
        public double Q;
        public double V;

        public void Add(in Sums other)
        {
            Value += other.Value;
            P += other.P;
            Q += other.Q;
            V += other.V;
        }
    }
}
