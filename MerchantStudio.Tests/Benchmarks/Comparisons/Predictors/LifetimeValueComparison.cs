using MathNet.Numerics;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Benchmarks.Comparisons.Predictors;

/// <summary>Fitting and scoring a million customers against one plain pass over the log-likelihood's terms.</summary>
public sealed class LifetimeValueComparison : IComparison
{
    private static readonly BgNbdParameters s_parameters = new(0.243, 4.414, 0.793, 2.426);

    public string Name => "lifetime-value";

    public string Description =>
        "BG/NBD and Gamma-Gamma fitted to a million made-up customers, each of them scored, against one pass that only sums the terms of the log-likelihood.";

    public Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var data = Draw(scale == ComparisonScale.Dry ? 3_000 : 1_000_000);
        return Task.FromResult(new ComparisonSetup(
            new Contender("one pass over the terms", _ => Report(Sum(data))),
            [new Contender("fit and score", token => Report(FitAndScore(data, token)))]));
    }

    private static double FitAndScore(RepeatPurchases data, CancellationToken cancellationToken)
    {
        var options = new LifetimeValueOptions();
        var fit = LifetimeValueModel.Fit(data, options, cancellationToken);
        return LifetimeValueScorer.Score(data, fit, options, cancellationToken).ExpectedPurchases[0];
    }

    private static double Sum(RepeatPurchases data)
    {
        var sum = 0.0;
        for (var i = 0; i < data.Count; i++)
        {
            sum += Term(s_parameters, data.Frequency[i], data.Recency[i], data.Age[i]);
        }

        return sum;
    }

    private static double Term(in BgNbdParameters p, int x, double tx, double age)
    {
        var constant = SpecialFunctions.GammaLn(p.R + x) - SpecialFunctions.GammaLn(p.R) + (p.R * Math.Log(p.Alpha))
            + SpecialFunctions.GammaLn(p.A + p.B) + SpecialFunctions.GammaLn(p.B + x) - SpecialFunctions.GammaLn(p.B) - SpecialFunctions.GammaLn(p.A + p.B + x);
        var alive = -(p.R + x) * Math.Log(p.Alpha + age);
        if (x == 0)
        {
            return constant + alive;
        }

        var gone = Math.Log(p.A) - Math.Log(p.B + x - 1) - ((p.R + x) * Math.Log(p.Alpha + tx));
        return constant + Math.Max(alive, gone) + double.LogP1(Math.Exp(-Math.Abs(alive - gone)));
    }

    // Purchases at a rate of each customer's own until the customer leaves, as BG/NBD tells it; whole days.
    private static RepeatPurchases Draw(int count)
    {
        var random = new SeededRandom(1);
        var (frequency, recency, age, spend) = (new int[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            age[i] = (70 + random.NextInt(294)) / 7.0;
            var (rate, leave, time) = (-0.06 * Math.Log(1 - random.NextDouble()), random.NextDouble() * 0.4, 0.0);
            while ((time -= Math.Log(1 - random.NextDouble()) / rate) < age[i])
            {
                (frequency[i], recency[i]) = (frequency[i] + 1, Math.Floor(time * 7) / 7);
                if (random.NextDouble() < leave)
                {
                    break;
                }
            }

            spend[i] = frequency[i] > 0 ? 10 + (50 * random.NextDouble()) : 0;
        }

        return new RepeatPurchases { Frequency = frequency, Recency = recency, Age = age, MeanSpend = spend, Customer = [.. Enumerable.Range(0, count)] };
    }

    private static Task<IReadOnlyDictionary<string, double>> Report(double figure) =>
        Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double> { ["figure"] = figure });
}
