using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Benchmarks.Comparisons.Predictors;

/// <summary>Explainable boosting on histograms against the simplest correct way to take the same steps.</summary>
public sealed class BoostingComparison : IComparison
{
    private const int Features = 30;
    private const int Rounds = 10;

    public string Name => "boosting";

    public string Description =>
        "Ten rounds over 30 features of 100,000 rows, five bags, against the same steps by a plain loop that adds up the rows anew for every candidate border; both end at the same prediction.";

    public Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var (table, labels) = Draw(scale == ComparisonScale.Dry ? 1_000 : 100_000);
        int[] rows = [.. Enumerable.Range(0, labels.Length)];
        var options = new BoostingOptions
        {
            MaxRounds = Rounds, Patience = Rounds, Repeats = 1, MaxPairs = 0, MaxLeaves = 2, MaxBins = 32, LearningRate = 0.1, LinearPenalty = double.PositiveInfinity,
        };
        var plain = new PlainBoosting(table, labels, options);
        return Task.FromResult(new ComparisonSetup(
            new Contender("every border anew", token => Report(plain.Train(Rounds, token))),
            [new Contender("histograms", token => Report(BoostingTrainer.Train(table, labels, rows, options, token).Model.Predict(table)[0]))])
        {
            Rounds = 3,
        });
    }

    private static (FeatureTable Table, bool[] Labels) Draw(int rows)
    {
        var random = new SeededRandom(1);
        var columns = Enumerable.Range(0, Features).Select(_ => new double[rows]).ToArray();
        var labels = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            var logOdds = 0.0;
            for (var feature = 0; feature < Features; feature++)
            {
                var value = (random.NextDouble() * 4) - 2;
                columns[feature][row] = value;
                logOdds += feature < 5 ? Math.Sin(value * (feature + 1)) : 0;
            }

            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds));
        }

        return (new FeatureTable([.. columns.Select((values, i) => new FeatureColumn($"x{i}", Monotone.Free, values))], rows), labels);
    }

    private static Task<IReadOnlyDictionary<string, double>> Report(double figure) =>
        Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double> { ["first row"] = figure });
}
