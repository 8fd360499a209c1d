using System.Numerics.Tensors;
using MathNet.Numerics;

namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// Mean negative log-likelihood of BG/NBD and its gradient, with respect to the logarithms of (r, α, a, b). Customers
/// are read in blocks through vectorised logarithms on all cores; terms that depend on x alone come from tables and a
/// histogram of x. Partial sums are added in a fixed order, so the result does not depend on the number of cores.
/// </summary>
internal sealed class BgNbdLikelihood : IObjective
{
    private const int BlockSize = 512;
    private const int ChunkSize = 32 * BlockSize;

    private readonly RepeatPurchases _data;
    private readonly long[] _histogram;
    private readonly double[] _logLast;
    private readonly double[] _inverseLast;
    private readonly Sums[] _partial;
    private readonly ParallelOptions _parallel;

    public BgNbdLikelihood(RepeatPurchases data, CancellationToken cancellationToken)
    {
        _data = data;
        _histogram = Histogram(data.Frequency);
        _logLast = new double[_histogram.Length];
        _inverseLast = new double[_histogram.Length];
        _partial = new Sums[(data.Count + ChunkSize - 1) / ChunkSize];
        _parallel = new ParallelOptions { CancellationToken = cancellationToken };
    }

    public int Dimension => 4;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var p = new BgNbdParameters(Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2]), Math.Exp(point[3]));
        FillTables(p);
        Parallel.For(0, _partial.Length, _parallel, chunk => _partial[chunk] = SumChunk(p, chunk));
        var sums = SumOverFrequencies(p);
        foreach (var part in _partial)
        {
            sums.Add(part);
        }

        gradient[0] = -sums.R * p.R / _data.Count;
        gradient[1] = -sums.Alpha * p.Alpha / _data.Count;
        gradient[2] = -sums.A * p.A / _data.Count;
        gradient[3] = -sums.B * p.B / _data.Count;
        return -sums.Value / _data.Count;
    }

    internal static long[] Histogram(int[] frequency)
    {
        var histogram = new long[frequency.Length == 0 ? 1 : frequency.Max() + 1];
        foreach (var x in frequency)
        {
            histogram[x]++;
        }

        return histogram;
    }

    // ln(a / (b + x − 1)) and 1 / (b + x − 1); x = 0 has no such branch, −∞ switches it off.
    private void FillTables(in BgNbdParameters p)
    {
        var logA = Math.Log(p.A);
        (_logLast[0], _inverseLast[0]) = (double.NegativeInfinity, 0);
        for (var x = 1; x < _logLast.Length; x++)
        {
            _logLast[x] = logA - Math.Log(p.B + x - 1);
            _inverseLast[x] = 1 / (p.B + x - 1);
        }
    }

    // The terms that depend on x alone: ln Γ(r+x) − ln Γ(r) + r ln α + ln B(a, b+x) − ln B(a, b), by number of customers.
    private Sums SumOverFrequencies(in BgNbdParameters p)
    {
        var sums = default(Sums);
        var (logR, psiR) = (SpecialFunctions.GammaLn(p.R), SpecialFunctions.DiGamma(p.R));
        var (logB, psiB) = (SpecialFunctions.GammaLn(p.B), SpecialFunctions.DiGamma(p.B));
        var (logAb, psiAb) = (SpecialFunctions.GammaLn(p.A + p.B), SpecialFunctions.DiGamma(p.A + p.B));
        var logAlpha = Math.Log(p.Alpha);
        for (var x = 0; x < _histogram.Length; x++)
        {
            var n = _histogram[x];
            if (n == 0)
            {
                continue;
            }

            var psiAbx = SpecialFunctions.DiGamma(p.A + p.B + x);
            sums.Value += n * (SpecialFunctions.GammaLn(p.R + x) - logR + (p.R * logAlpha) + logAb
                + SpecialFunctions.GammaLn(p.B + x) - logB - SpecialFunctions.GammaLn(p.A + p.B + x));
            sums.R += n * (SpecialFunctions.DiGamma(p.R + x) - psiR + logAlpha);
            sums.Alpha += n * p.R / p.Alpha;
            sums.A += n * (psiAb - psiAbx);
            sums.B += n * (psiAb + SpecialFunctions.DiGamma(p.B + x) - psiB - psiAbx);
        }

        return sums;
    }

    private Sums SumChunk(in BgNbdParameters p, int chunk)
    {
        var sums = default(Sums);
        var end = Math.Min(_data.Count, (chunk + 1) * ChunkSize);
        for (var start = chunk * ChunkSize; start < end; start += BlockSize)
        {
            SumBlock(p, start, Math.Min(BlockSize, end - start), ref sums);
        }

        return sums;
    }

    // Per customer −(r+x) ln(α+T) + ln(1 + eᵈ), d = ln a − ln(b+x−1) + (r+x)(ln(α+T) − ln(α+t_x)); σ(d) is the chance of having left.
    private void SumBlock(in BgNbdParameters p, int start, int length, ref Sums sums)
    {
        Span<double> age = stackalloc double[length];
        Span<double> recency = stackalloc double[length];
        Span<double> logAge = stackalloc double[length];
        Span<double> logRatio = stackalloc double[length];
        Span<double> odds = stackalloc double[length];
        Span<double> small = stackalloc double[length];
        var frequency = _data.Frequency.AsSpan(start, length);

        TensorPrimitives.Add(_data.Age.AsSpan(start, length), p.Alpha, age);
        TensorPrimitives.Add(_data.Recency.AsSpan(start, length), p.Alpha, recency);
        TensorPrimitives.Log(age, logAge);
        TensorPrimitives.Log(recency, logRatio);
        TensorPrimitives.Subtract(logAge, logRatio, logRatio);
        for (var i = 0; i < length; i++)
        {
            odds[i] = _logLast[frequency[i]] + ((p.R + frequency[i]) * logRatio[i]);
            small[i] = -Math.Abs(odds[i]);
        }

        TensorPrimitives.Exp(small, small);
        for (var i = 0; i < length; i++)
        {
            var shape = p.R + frequency[i];
            var left = odds[i] >= 0 ? 1 / (1 + small[i]) : small[i] / (1 + small[i]);
            sums.Value += Math.Max(odds[i], 0) - (shape * logAge[i]);
            sums.R += (left * logRatio[i]) - logAge[i];
            sums.Alpha += shape * ((left * ((1 / age[i]) - (1 / recency[i]))) - (1 / age[i]));
            sums.A += left / p.A;
            sums.B -= left * _inverseLast[frequency[i]];
        }

        // Added one by one: a vectorised sum would depend on the processor's vector width.
        TensorPrimitives.LogP1(small, small);
        foreach (var term in small)
        {
            sums.Value += term;
        }
    }

    /// <summary>Value and gradient of the log-likelihood, not yet in logarithms of the parameters.</summary>
    private struct Sums
    {
        public double Value;
        public double R;
        public double Alpha;
        public double A;
        public double B;

        public void Add(in Sums other)
        {
            Value += other.Value;
            R += other.R;
            Alpha += other.Alpha;
            A += other.A;
            B += other.B;
        }
    }
}
