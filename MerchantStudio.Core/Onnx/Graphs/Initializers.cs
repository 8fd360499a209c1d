using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>Weights before the first step.</summary>
public static class Initializers
{
    public static float[] Constant(int count, float value) => [.. Enumerable.Repeat(value, count)];

    /// <summary>Normal, with draws beyond two deviations drawn again.</summary>
    public static float[] TruncatedNormal(SeededRandom random, int count, double deviation)
    {
        ArgumentNullException.ThrowIfNull(random);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            double draw;
            do
            {
                draw = random.NextGaussian();
            }
            while (Math.Abs(draw) > 2);

            values[i] = (float)(draw * deviation);
        }

        return values;
    }

    /// <summary>Uniform within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010).</summary>
    public static float[] Glorot(SeededRandom random, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(random);
        var limit = Math.Sqrt(6.0 / (inputs + outputs));
        var values = new float[inputs * outputs];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(((2 * random.NextDouble()) - 1) * limit);
        }

        return values;
    }
}
