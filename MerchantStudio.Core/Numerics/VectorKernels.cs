using System.Numerics.Tensors;

namespace MerchantStudio.Core.Numerics;

/// <summary>The few vector operations that scoring is made of, each with the loop it stands for.</summary>
public static class VectorKernels
{
    /// <summary>y ← y + a · x.</summary>
    public static void AddScaled(ReadOnlySpan<float> x, float a, Span<float> y) => TensorPrimitives.MultiplyAdd(x, a, y, y);

    public static void AddScaledReference(ReadOnlySpan<float> x, float a, Span<float> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] += a * x[i];
        }
    }

    /// <summary>Σ x · y.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => TensorPrimitives.Dot(x, y);

    public static float DotReference(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (double)x[i] * y[i];
        }

        return (float)sum;
    }
}
