using System.Runtime.Intrinsics;

namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>8 × 32 tile: 16 of the 32 vector registers hold sums, 2 the row of B, one the broadcast of A.</summary>
internal sealed unsafe class MicroKernel512 : MicroKernel
{
    internal override int TileRows => 8;

    internal override int TileColumns => 32;

    internal override void Run(int depth, float* a, float* b, float alpha, float* c, long stride)
    {
        // Named locals, not an array: only they are sure to be kept in registers.
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero, c41 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero, c51 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero, c61 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero, c71 = Vector512<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 16);
            var a0 = Vector512.Create(a[0]);
            c00 = Vector512.MultiplyAddEstimate(a0, b0, c00);
            c01 = Vector512.MultiplyAddEstimate(a0, b1, c01);
            var a1 = Vector512.Create(a[1]);
            c10 = Vector512.MultiplyAddEstimate(a1, b0, c10);
            c11 = Vector512.MultiplyAddEstimate(a1, b1, c11);
            var a2 = Vector512.Create(a[2]);
            c20 = Vector512.MultiplyAddEstimate(a2, b0, c20);
            c21 = Vector512.MultiplyAddEstimate(a2, b1, c21);
            var a3 = Vector512.Create(a[3]);
            c30 = Vector512.MultiplyAddEstimate(a3, b0, c30);
            c31 = Vector512.MultiplyAddEstimate(a3, b1, c31);
            var a4 = Vector512.Create(a[4]);
            c40 = Vector512.MultiplyAddEstimate(a4, b0, c40);
            c41 = Vector512.MultiplyAddEstimate(a4, b1, c41);
            var a5 = Vector512.Create(a[5]);
            c50 = Vector512.MultiplyAddEstimate(a5, b0, c50);
            c51 = Vector512.MultiplyAddEstimate(a5, b1, c51);
            var a6 = Vector512.Create(a[6]);
            c60 = Vector512.MultiplyAddEstimate(a6, b0, c60);
            c61 = Vector512.MultiplyAddEstimate(a6, b1, c61);
            var a7 = Vector512.Create(a[7]);
            c70 = Vector512.MultiplyAddEstimate(a7, b0, c70);
            c71 = Vector512.MultiplyAddEstimate(a7, b1, c71);
            a += 8;
            b += 32;
        }

        var scale = Vector512.Create(alpha);
        Add(c, scale, c00, c01);
        Add(c + stride, scale, c10, c11);
        Add(c + (2 * stride), scale, c20, c21);
        Add(c + (3 * stride), scale, c30, c31);
        Add(c + (4 * stride), scale, c40, c41);
        Add(c + (5 * stride), scale, c50, c51);
        Add(c + (6 * stride), scale, c60, c61);
        Add(c + (7 * stride), scale, c70, c71);
    }

    private static void Add(float* c, Vector512<float> scale, Vector512<float> sum0, Vector512<float> sum1)
    {
        Vector512.Store(Vector512.MultiplyAddEstimate(scale, sum0, Vector512.Load(c)), c);
        Vector512.Store(Vector512.MultiplyAddEstimate(scale, sum1, Vector512.Load(c + 16)), c + 16);
    }
}
