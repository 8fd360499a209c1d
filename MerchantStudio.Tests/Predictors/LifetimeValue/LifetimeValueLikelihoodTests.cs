using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

public sealed class LifetimeValueLikelihoodTests
{
    private static readonly RepeatPurchases s_data =
        SimulatedCustomers.Draw(new BgNbdParameters(0.7, 5, 0.9, 2.5), new GammaGammaParameters(5, 3.5, 18), count: 1_500, seed: 11);

    public static TheoryData<double, double, double, double> Points => new()
    {
        { 0.243, 4.414, 0.793, 2.426 }, { 1, 1, 1, 1 }, { 3.5, 40, 0.02, 9 }, { 0.05, 0.3, 4, 0.2 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void BgNbd_AnyParameters_EqualsThePlainFormula(double r, double alpha, double a, double b)
    {
        var p = new BgNbdParameters(r, alpha, a, b);
        var plain = Enumerable.Range(0, s_data.Count)
            .Average(i => ReferenceLifetimeValue.LogLikelihood(p, s_data.Frequency[i], s_data.Recency[i], s_data.Age[i]));

        var fast = new BgNbdLikelihood(s_data, CancellationToken.None).Evaluate(Logs(r, alpha, a, b), new double[4]);

        fast.ShouldBe(-plain, 1e-10 * Math.Abs(plain));
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void BgNbd_AnyParameters_GradientAgreesWithFiniteDifferences(double r, double alpha, double a, double b) =>
        ShouldAgreeWithFiniteDifferences(new BgNbdLikelihood(s_data, CancellationToken.None), Logs(r, alpha, a, b));

    [Theory]
    [MemberData(nameof(Points))]
    public void GammaGamma_AnyParameters_EqualsThePlainFormula(double p, double q, double v, double unused)
    {
        _ = unused;
        var g = new GammaGammaParameters(p, q, v);
        var plain = Enumerable.Range(0, s_data.Count).Where(i => s_data.Frequency[i] > 0)
            .Average(i => ReferenceLifetimeValue.SpendLogLikelihood(g, s_data.Frequency[i], s_data.MeanSpend[i]));

        var fast = new GammaGammaLikelihood(s_data, CancellationToken.None).Evaluate(Logs(p, q, v), new double[3]);

        fast.ShouldBe(-plain, 1e-9 * Math.Abs(plain));
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void GammaGamma_AnyParameters_GradientAgreesWithFiniteDifferences(double p, double q, double v, double unused)
    {
        _ = unused;
        ShouldAgreeWithFiniteDifferences(new GammaGammaLikelihood(s_data, CancellationToken.None), Logs(p, q, v));
    }

    [Fact]
    public void BgNbd_CustomerWithAHundredThousandPurchases_StaysFinite()
    {
        var whale = new RepeatPurchases { Frequency = [100_000, 1], Recency = [51.9, 3], Age = [52, 52], MeanSpend = [3, 5], Customer = [0, 1] };
        var gradient = new double[4];

        var value = new BgNbdLikelihood(whale, CancellationToken.None).Evaluate(Logs(0.2, 4, 0.8, 2.4), gradient);

        double.IsFinite(value).ShouldBeTrue();
        gradient.ShouldAllBe(slope => double.IsFinite(slope));
    }

    private static void ShouldAgreeWithFiniteDifferences(IObjective objective, double[] point)
    {
        const double step = 1e-5;
        var (gradient, ignored) = (new double[point.Length], new double[point.Length]);
        objective.Evaluate(point, gradient);
        for (var i = 0; i < point.Length; i++)
        {
            var (above, below) = ((double[])point.Clone(), (double[])point.Clone());
            above[i] += step;
            below[i] -= step;
            var slope = (objective.Evaluate(above, ignored) - objective.Evaluate(below, ignored)) / (2 * step);
            gradient[i].ShouldBe(slope, 1e-6 * Math.Max(1, Math.Abs(slope)), $"parameter {i}");
        }
    }

    private static double[] Logs(params double[] values) => [.. values.Select(value => Math.Log(value))];
}
