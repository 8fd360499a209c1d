using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Numerics.Dense;

namespace MerchantStudio.Tests.Numerics;

public sealed class DenseAlgebraTests
{
    private static readonly MicroKernel[] s_kernels = [new MicroKernel512(), new MicroKernel256()];

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1 }, { 8, 32, 16, 1 }, { 7, 31, 5, 2 }, { 193, 65, 257, 2 }, { 200, 200, 300, 2 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void MultiplyTransposedAdd_AnyShape_EqualsTheFormula(int m, int n, int k, int threads)
    {
        foreach (var kernel in s_kernels)
        {
            var (a, b, c) = (Random(m, k, 1), Random(n, k, 2), Random(m, n, 3));
            var expected = c with { Data = [.. c.Data] };
            DenseReference.MultiplyTransposedAdd(a, b, expected, -1.5f);

            new ManagedDenseAlgebra(kernel).MultiplyTransposedAdd(a, b, c, -1.5f, threads);

            MaxDifference(c.Data, expected.Data).ShouldBeLessThan(1e-3f);
        }
    }

    [Fact]
    public void MultiplyTransposedAdd_BlockOfALargerMatrix_LeavesTheRestAlone()
    {
        var (a, b) = (Random(5, 9, 1), Random(6, 9, 2));
        var large = new float[20 * 30];
        Array.Fill(large, 7);
        var block = new MatrixBlock(large, (3 * 30) + 4, 5, 6, 30);
        var expected = block with { Data = [.. large] };
        DenseReference.MultiplyTransposedAdd(a, b, expected, 1);

        ManagedDenseAlgebra.Instance.MultiplyTransposedAdd(a, b, block, 1, 1);

        MaxDifference(large, expected.Data).ShouldBeLessThan(1e-4f);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void LowerMultiplyTransposedAdd_SquareTarget_EqualsTheFormulaOnAndBelowTheDiagonal(bool throughTheDefault)
    {
        const int n = 230;
        var (a, b, c) = (Random(n, 40, 1), Random(n, 40, 2), Random(n, n, 3));
        var expected = c with { Data = [.. c.Data] };
        DenseReference.MultiplyTransposedAdd(a, b, expected, -1);

        IDenseAlgebra algebra = throughTheDefault ? new OnlyTheProduct() : ManagedDenseAlgebra.Instance;
        algebra.LowerMultiplyTransposedAdd(a, b, c, -1, 2);

        for (var i = 0; i < n; i++)
        {
            MaxDifference(c.Row(i)[..(i + 1)], expected.Row(i)[..(i + 1)]).ShouldBeLessThan(1e-3f);
        }
    }

    [Fact]
    public void MultiplyTransposedAdd_ShapesThatDoNotFit_SayWhichShapes() =>
        Should.Throw<ArgumentException>(() => ManagedDenseAlgebra.Instance.MultiplyTransposedAdd(Random(2, 3, 1), Random(2, 4, 1), Random(2, 2, 1), 1, 1))
            .Message.ShouldContain("2 × 3");

    [Theory, InlineData(1), InlineData(5), InlineData(256), InlineData(300)]
    public void NegatedInPlace_PositiveDefinite_EqualsGaussJordanInDoublePrecision(int n)
    {
        var matrix = PositiveDefinite(n, 11);
        var expected = DenseReference.InversePositiveDefinite(ToDouble(matrix, n));

        PositiveDefiniteInverse.NegatedInPlace(matrix, n, ManagedDenseAlgebra.Instance, 2, null, TestContext.Current.CancellationToken);

        var worst = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                worst = Math.Max(worst, Math.Abs(matrix[(i * n) + j] + expected[i, j]) / Math.Sqrt(expected[i, i] * expected[j, j]));
            }
        }

        worst.ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void NegatedInPlace_NotPositiveDefinite_SaysWhichPivot() =>
        Should.Throw<ArithmeticException>(() => PositiveDefiniteInverse.NegatedInPlace(
            [1, 0, 2, 1], 2, ManagedDenseAlgebra.Instance, 1, null, TestContext.Current.CancellationToken)).Message.ShouldContain("Pivot 1");

    [Fact]
    public void Lower_SparseMatrix_EqualsTheProductOfItsColumns()
    {
        var x = new CsrMatrixBuilder(3, 3);
        x.Add(0, 0, 1);
        x.Add(0, 2, 2);
        x.Add(1, 2, 3);
        x.Add(2, 1, 1);

        var gram = SparseGram.Lower(x.Build(), 0.5f, 2, TestContext.Current.CancellationToken);

        gram.ShouldBe([1.5f, 0, 0, 0, 1.5f, 0, 2, 0, 13.5f]);
    }

    private sealed class OnlyTheProduct : IDenseAlgebra
    {
        public string Name => "formula";

        public void MultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads) =>
            DenseReference.MultiplyTransposedAdd(a, b, c, alpha);
    }

    private static MatrixBlock Random(int rows, int columns, ulong seed)
    {
        var random = new SeededRandom(seed);
        var data = new float[rows * columns];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (float)random.NextGaussian();
        }

        return MatrixBlock.Whole(data, rows, columns);
    }

    private static float[] PositiveDefinite(int n, ulong seed)
    {
        var a = Random(n, n, seed);
        var c = MatrixBlock.Whole(new float[n * n], n, n);
        ManagedDenseAlgebra.Instance.MultiplyTransposedAdd(a, a, c, 1f / n, 2);
        for (var i = 0; i < n; i++)
        {
            c.Data[(i * n) + i] += 0.1f;
        }

        return c.Data;
    }

    private static double[,] ToDouble(float[] matrix, int n)
    {
        var result = new double[n, n];
        for (var i = 0; i < n * n; i++)
        {
            result[i / n, i % n] = matrix[i];
        }

        return result;
    }

    private static float MaxDifference(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var worst = 0f;
        for (var i = 0; i < x.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(x[i] - y[i]));
        }

        return worst;
    }
}
