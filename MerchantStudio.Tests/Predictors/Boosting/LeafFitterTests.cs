using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Tests.Predictors.Boosting;

public sealed class LeafFitterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Fit_TwoLeaves_EqualsTheSearchOverTheRowsThemselves(int seed)
    {
        const int rows = 400;
        const int bins = 9;
        var random = new Random(seed);
        var options = new BoostingOptions { MaxLeaves = 2, MinRowsPerLeaf = 15, L2 = 3, LearningRate = 0.2 };
        var codes = Enumerable.Range(0, rows).Select(_ => (byte)random.Next(bins)).ToArray();
        var gradient = codes.Select(code => random.NextDouble() - (code / (double)bins)).ToArray();
        var curvature = codes.Select(_ => random.NextDouble() / 4).ToArray();
        var step = new double[bins];

        new LeafFitter(options).Fit(Sum(codes, gradient), Sum(codes, curvature), Count(codes), Monotone.Free, step);

        var reference = ReferenceBoosting.Step(gradient, curvature, codes, bins, Monotone.Free, options);
        for (var bin = 0; bin < bins; bin++)
        {
            step[bin].ShouldBe(reference[bin], 1e-12);
        }

        double[] Sum(byte[] owner, double[] values) => [.. Enumerable.Range(0, bins).Select(bin => values.Where((_, i) => owner[i] == bin).Sum())];
        int[] Count(byte[] owner) => [.. Enumerable.Range(0, bins).Select(bin => owner.Count(code => code == bin))];
    }
}
