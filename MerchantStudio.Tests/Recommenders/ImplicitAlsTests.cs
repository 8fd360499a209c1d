using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Recommenders.ImplicitAls;

namespace MerchantStudio.Tests.Recommenders;

public sealed class ImplicitAlsTests
{
    [Fact]
    public void SolveRow_AnyRow_EqualsTheNormalEquationsInDoublePrecision()
    {
        const int items = 30, factors = 6;
        var random = new SeededRandom(2);
        var y = Enumerable.Range(0, items * factors).Select(_ => (float)random.NextGaussian()).ToArray();
        var shape = new AlsShape(factors, Alpha: 5, Lambda: 2);
        int[] taken = [3, 7, 20];
        float[] weights = [1, 0.5f, 1];
        var x = new float[factors];

        new AlsSide(y, shape).SolveRow(taken, weights, new float[factors * factors], x);

        Reference(y, items, shape, taken, weights).Zip(x, (expected, actual) => Math.Abs(expected - actual)).Max().ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void SolveAll_SeveralThreads_EqualsOne()
    {
        var builder = new CsrMatrixBuilder(200, 40);
        var random = new SeededRandom(2);
        for (var i = 0; i < 1000; i++)
        {
            builder.Add(random.NextInt(200), random.NextInt(40), 1);
        }

        var y = Enumerable.Range(0, 40 * 8).Select(_ => (float)random.NextGaussian()).ToArray();
        var side = new AlsSide(y, new AlsShape(8, 5, 2));
        var token = TestContext.Current.CancellationToken;

        AlsSide.SolveAll(builder.Build(), side, 2, token).ShouldBe(AlsSide.SolveAll(builder.Build(), side, 1, token));
    }

    private static double[] Reference(float[] y, int items, AlsShape shape, int[] taken, float[] weights)
    {
        var n = shape.Factors;
        var a = new double[n, n];
        var b = new double[n];
        for (var item = 0; item < items; item++)
        {
            var at = Array.IndexOf(taken, item);
            var extra = at < 0 ? 0 : shape.Alpha * weights[at];
            for (var r = 0; r < n; r++)
            {
                b[r] += at < 0 ? 0 : (1 + extra) * y[(item * n) + r];
                for (var c = 0; c < n; c++)
                {
                    a[r, c] += (1 + extra) * y[(item * n) + r] * y[(item * n) + c];
                }
            }
        }

        for (var r = 0; r < n; r++)
        {
            a[r, r] += shape.Lambda;
        }

        var inverse = DenseReference.InversePositiveDefinite(a);
        return [.. Enumerable.Range(0, n).Select(r => Enumerable.Range(0, n).Sum(c => inverse[r, c] * b[c]))];
    }
}
