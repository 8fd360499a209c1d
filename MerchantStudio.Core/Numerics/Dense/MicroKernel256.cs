using System.Runtime.Intrinsics;

namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>6 × 16 tile: 12 of the 16 vector registers hold sums, 2 the row of B, one the broadcast of A.</summary>
internal sealed unsafe class MicroKernel256 : MicroKernel
{
    internal override int TileRows => 6;

    internal override int TileColumns => 16;

    internal override void Run(int depth, float* a, float* b, float alpha, float* c, long stride)
    {
        // Named locals, not an array: only they are sure to be kept in registers.
        Vector256<float> c00 = Vector256<float>.Zero, c01 = Vector256<float>.Zero;
        Vector256<float> c10 = Vector256<float>.Zero, c11 = Vector256<float>.Zero;
        Vector256<float> c20 = Vector256<float>.Zero, c21 = Vector256<float>.Zero;
        Vector256<float> c30 = Vector256<float>.Zero, c31 = Vector256<float>.Zero;
        Vector256<float> c40 = Vector256<float>.Zero, c41 = Vector256<float>.Zero;
        Vector256<float> c50 = Vector256<float>.Zero, c51 = Vector256<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 8);
            var a0 = Vector256.Create(a[0]);
            c00 = Vector256.MultiplyAddEstimate(a0, b0, c00);
            c01 = Vector256.MultiplyAddEstimate(a0, b1, c01);
            var a1 = Vector256.Create(a[1]);
            c10 = Vector256.MultiplyAddEstimate(a1, b0, c10);
            c11 = Vector256.MultiplyAddEstimate(a1, b1, c11);
            var a2 = Vector256.Create(a[2]);
            c20 = Vector256.MultiplyAddEstimate(a2, b0, c20);
            c21 = Vector256.MultiplyAddEstimate(a2, b1, c21);
            var a3 = Vector256.Create(a[3]);
            c30 = Vector256.MultiplyAddEstimate(a3, b0, c30);
            c31 = Vector256.MultiplyAddEstimate(a3, b1, c31);
            var a4 = Vector256.Create(a[4]);
            c40 = Vector256.MultiplyAddEstimate(a4, b0, c40);
            c41 = Vector256.MultiplyAddEstimate(a4, b1, c41);
            var a5 = Vector256.Create(a[5]);
            c50 = Vector256.MultiplyAddEstimate(a5, b0, c50);
            c51 = Vector256.MultiplyAddEstimate(a5, b1, c51);
            a += 6;
            b += 16;
        }

        var scale = Vector256.Create(alpha);
        Add(c, scale, c00, c01);
        Add(c + stride, scale, c10, c11);
        Add(c + (2 * stride), scale, c20, c21);
        Add(c + (3 * stride), scale, c30, c31);
        Add(c + (4 * stride), scale, c40, c41);
        Add(c + (5 * stride), scale, c50, c51);
    }

    private static void Add(float* c, Vector256<float> scale, Vector256<float> sum0, Vector256<float> sum1)
    {
        Vector256.Store(Vector256.MultiplyAddEstimate(scale, sum0, Vector256.Load(c)), c);
        Vector256.Store(Vector256.MultiplyAddEstimate(scale, sum1, Vector256.Load(c + 8)), c + 8);
    }
}
