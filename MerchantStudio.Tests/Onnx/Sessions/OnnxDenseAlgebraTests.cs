using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Sessions;

[Trait("Category", "Native")]
public sealed class OnnxDenseAlgebraTests
{
    [Theory]
    [InlineData(5, 7, 3)]
    [InlineData(8, 8, 8)]
    [InlineData(17, 9, 20)]
    public void MultiplyTransposedAdd_AnySize_EqualsTheManagedKernels(int rows, int columns, int inner)
    {
        using var algebra = new OnnxDenseAlgebra(OnnxEngines.Engine, OnnxEngines.Cpu(), tile: 8);
        var random = new SeededRandom(9);
        var (a, b) = (Draw(random, rows, inner), Draw(random, columns, inner));
        var expected = Draw(random, rows, columns);
        var actual = expected with { Data = [.. expected.Data] };

        ManagedDenseAlgebra.Instance.MultiplyTransposedAdd(a, b, expected, alpha: -2, threads: 1);
        algebra.MultiplyTransposedAdd(a, b, actual, alpha: -2, threads: 1);

        for (var i = 0; i < expected.Data.Length; i++)
        {
            actual.Data[i].ShouldBe(expected.Data[i], 1e-4f);
        }
    }

    [Fact]
    public void MultiplyTransposedAdd_SizesThatDoNotFit_AreNamed()
    {
        using var algebra = new OnnxDenseAlgebra(OnnxEngines.Engine, OnnxEngines.Cpu(), tile: 8);
        var (a, b) = (MatrixBlock.Whole(new float[6], 2, 3), MatrixBlock.Whole(new float[8], 2, 4));
        Should.Throw<ArgumentException>(() => algebra.MultiplyTransposedAdd(a, b, MatrixBlock.Whole(new float[4], 2, 2), 1, 1)).Message.ShouldContain("2×3");
    }

    private static MatrixBlock Draw(SeededRandom random, int rows, int columns) =>
        MatrixBlock.Whole([.. Enumerable.Range(0, rows * columns).Select(_ => (float)random.NextGaussian())], rows, columns);
}
