using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Ease;

namespace MerchantStudio.Benchmarks.Comparisons.Recommenders;

/// <summary>The whole fit of Ease against the same closed form written as plain loops.</summary>
public sealed class EaseFitComparison : IComparison
{
    public string Name => "ease-fit";

    public string Description =>
        "Ease fitted to a synthetic shop, against a straightforward dense Cholesky solve of the same matrix in float32 loops on one thread.";

    public Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var items = scale == ComparisonScale.Dry ? 60 : 1500;
        var data = SyntheticShop.Build(customers: items * 2, items, purchasesEach: 8);
        var x = data.ToMatrix(_ => 1);
        var recommender = new EaseRecommender();
        return Task.FromResult(new ComparisonSetup(
            new Contender("straightforward dense solve", token => Timed(() => StraightforwardEase.Fit(x, 200, token))),
            [
                new Contender("Ease", token => Timed(() =>
                {
                    using var model = recommender.Fit(data, recommender.Settings.Defaults, new FitContext { Seed = 1 }, token);
                    return model.ItemCount;
                })),
            ])
        { Rounds = 3 });
    }

    private static Task<IReadOnlyDictionary<string, double>> Timed(Func<int> work)
    {
        IReadOnlyDictionary<string, double> figures = new Dictionary<string, double> { ["items"] = work() };
        return Task.FromResult(figures);
    }
}

/// <summary>EASE as one would write it down: Gram matrix, Cholesky factor, inverse column by column, division.</summary>
internal static class StraightforwardEase
{
    internal static int Fit(CsrMatrix x, float lambda, CancellationToken cancellationToken)
    {
        var n = x.Columns;
        var l = Factor(Gram(x, lambda), n, cancellationToken);
        var p = new float[n * n];
        for (var column = 0; column < n; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SolveColumn(l, n, column, p);
        }

        for (var i = 0; i < n * n; i++)
        {
            p[i] = i % (n + 1) == 0 ? p[i] : -p[i] / p[i % n * (n + 1)];
        }

        return n;
    }

    private static float[] Gram(CsrMatrix x, float lambda)
    {
        var n = x.Columns;
        var gram = new float[n * n];
        for (var row = 0; row < x.Rows; row++)
        {
            foreach (var i in x.RowColumns(row))
            {
                foreach (var j in x.RowColumns(row))
                {
                    gram[(i * n) + j]++;
                }
            }
        }

        for (var i = 0; i < n; i++)
        {
            gram[(i * n) + i] += lambda;
        }

        return gram;
    }

    private static float[] Factor(float[] a, int n, CancellationToken cancellationToken)
    {
        for (var i = 0; i < n; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = 0; j <= i; j++)
            {
                var sum = a[(i * n) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[(i * n) + k] * a[(j * n) + k];
                }

                a[(i * n) + j] = i == j ? MathF.Sqrt(sum) : sum / a[(j * n) + j];
            }
        }

        return a;
    }

    private static void SolveColumn(float[] l, int n, int column, float[] inverse)
    {
        var b = new float[n];
        b[column] = 1;
        for (var i = column; i < n; i++)
        {
            for (var k = column; k < i; k++)
            {
                b[i] -= l[(i * n) + k] * b[k];
            }

            b[i] /= l[(i * n) + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            b[i] /= l[(i * n) + i];
            for (var k = 0; k < i; k++)
            {
                b[k] -= l[(i * n) + k] * b[i];
            }
        }

        for (var i = 0; i < n; i++)
        {
            inverse[(i * n) + column] = b[i];
        }
    }
}
