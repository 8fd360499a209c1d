using MathNet.Numerics.Distributions;
using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

/// <summary>Customers who behave exactly as the two models say.</summary>
internal static class SimulatedCustomers
{
    public static RepeatPurchases Draw(BgNbdParameters p, GammaGammaParameters g, int count, int seed)
    {
        var random = new Random(seed);
        var (frequency, recency, age, mean) = (new int[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            age[i] = random.Next(70, 364) / 7.0;
            var rate = Gamma.Sample(random, p.R, p.Alpha);
            var leave = Beta.Sample(random, p.A, p.B);
            (frequency[i], recency[i]) = Live(random, rate, leave, age[i]);
            if (frequency[i] > 0)
            {
                var scale = Gamma.Sample(random, g.Q, g.V);
                mean[i] = Gamma.Sample(random, g.P * frequency[i], scale * frequency[i]);
            }
        }

        return new RepeatPurchases { Frequency = frequency, Recency = recency, Age = age, MeanSpend = mean, Customer = [.. Enumerable.Range(0, count)] };
    }

    private static (int Purchases, double Last) Live(Random random, double rate, double leave, double age)
    {
        var (purchases, last, time) = (0, 0.0, 0.0);
        while (true)
        {
            time += Exponential.Sample(random, Math.Max(rate, 1e-12));
            if (time > age)
            {
                return (purchases, last);
            }

            (purchases, last) = (purchases + 1, time);
            if (random.NextDouble() < leave)
            {
                return (purchases, last);
            }
        }
    }
}
