using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Numerics;

public sealed class KernelTests
{
    public static TheoryData<int> Lengths => [0, 1, 7, 8, 9, 33, 100];

    [Theory, MemberData(nameof(Lengths))]
    public void AddScaled_AnyLength_EqualsTheLoop(int length)
    {
        var (x, y) = (Gaussian(length, 1), Gaussian(length, 2));
        var expected = y.ToArray();
        VectorKernels.AddScaledReference(x, 0.7f, expected);

        VectorKernels.AddScaled(x, 0.7f, y);

        ShouldBeClose(y, expected);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Dot_AnyLength_EqualsTheLoop(int length)
    {
        var (x, y) = (Gaussian(length, 1), Gaussian(length, 2));

        VectorKernels.Dot(x, y).ShouldBe(VectorKernels.DotReference(x, y), 1e-4f);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void RankUpdate_AnyLength_EqualsTheLoopOnAndBelowTheDiagonal(int length)
    {
        var (x, a) = (Gaussian(length, 1), Gaussian(length * length, 2));
        var expected = a.ToArray();
        RankUpdate.AddReference(expected, x, 1.5f);

        RankUpdate.Add(a, x, 1.5f);

        for (var i = 0; i < length; i++)
        {
            ShouldBeClose(a.AsSpan(i * length, i + 1).ToArray(), expected.AsSpan(i * length, i + 1).ToArray());
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void HigherAndEqual_AnyLength_EqualsTheLoop(int length)
    {
        var random = new SeededRandom(4);
        var scores = Enumerable.Range(0, length).Select(_ => (float)random.NextInt(3)).ToArray();

        ScoreCounts.HigherAndEqual(scores, 1).ShouldBe(ScoreCounts.HigherAndEqualReference(scores, 1));
    }

    [Theory, InlineData(1), InlineData(5), InlineData(40)]
    public void Solve_PositiveDefiniteSystem_GivesItsSolution(int n)
    {
        var a = new float[n * n];
        for (var k = 0; k < n + 3; k++)
        {
            RankUpdate.AddReference(a, Gaussian(n, (ulong)k), 1);
        }

        var full = new double[n, n];
        for (var i = 0; i < n * n; i++)
        {
            a[i] += i % (n + 1) == 0 ? 1 : 0;
            full[i / n, i % n] = full[i % n, i / n] = i % n <= i / n ? a[i] : a[(i % n * n) + (i / n)];
        }

        var b = Gaussian(n, 99);
        var x = b.ToArray();
        Cholesky.Factorise(a, n);
        Cholesky.Solve(a, n, x);

        for (var i = 0; i < n; i++)
        {
            Enumerable.Range(0, n).Sum(j => full[i, j] * x[j]).ShouldBe(b[i], 1e-3);
        }
    }

    [Fact]
    public void Factorise_NotPositiveDefinite_SaysWhichPivot() =>
        Should.Throw<ArithmeticException>(() => Cholesky.Factorise([1, 0, 2, 1], 2)).Message.ShouldContain("Pivot 1");

    [Fact]
    public void Transpose_SparseMatrix_SwapsRowsAndColumns()
    {
        var builder = new CsrMatrixBuilder(2, 3);
        builder.Add(1, 0, 2);
        builder.Add(0, 2, 5);
        builder.Add(1, 2, 7);
        builder.Add(1, 2, 1);

        var matrix = builder.Build();
        var transposed = matrix.Transpose();

        matrix[1, 2].ShouldBe(8);
        transposed[2, 1].ShouldBe(8);
        transposed[0, 1].ShouldBe(2);
        transposed[1, 0].ShouldBe(0);
        transposed.Count.ShouldBe(3);
    }

    [Fact]
    public void CsrMatrix_ColumnsThatDoNotRise_AreRefused() =>
        Should.Throw<ArgumentException>(() => new CsrMatrix(1, 3, [0, 2], [2, 1], [1, 1])).Message.ShouldContain("column 1 after 2");

    private static float[] Gaussian(int length, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
    }

    private static void ShouldBeClose(float[] actual, float[] expected)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-4f);
        }
    }
}
