using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Tests.Predictors.Boosting;

/// <summary>Rows whose true log-odds are known.</summary>
internal sealed record SyntheticRows(FeatureTable Table, bool[] Labels)
{
    public static double Rising(double x) => 1.2 * x;

    /// <summary>High in the middle; its mean over −2…2 is zero.</summary>
    public static double Bump(double x) => Math.Cos(x * Math.PI / 2);

    /// <summary>Three features: a rising one, a bump and noise.</summary>
    public static SyntheticRows Additive(int rows, int seed, Monotone second = Monotone.Free) =>
        Draw(rows, seed, second, x => Rising(x[0]) + Bump(x[1]));

    /// <summary>Only the product of the first two features matters.</summary>
    public static SyntheticRows Crossed(int rows, int seed) => Draw(rows, seed, Monotone.Free, x => 3 * Math.Sign(x[0] * x[1]));

    private static SyntheticRows Draw(int rows, int seed, Monotone second, Func<double[], double> logOdds)
    {
        var random = new Random(seed);
        var columns = new[] { new double[rows], new double[rows], new double[rows] };
        var labels = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            double[] x = [(random.NextDouble() * 4) - 2, (random.NextDouble() * 4) - 2, (random.NextDouble() * 4) - 2];
            for (var i = 0; i < x.Length; i++)
            {
                columns[i][row] = x[i];
            }

            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds(x)));
        }

        Monotone[] directions = [Monotone.Free, second, Monotone.Free];
        return new SyntheticRows(new FeatureTable([.. columns.Select((values, i) => new FeatureColumn($"x{i}", directions[i], values))], rows), labels);
    }
}
