namespace MerchantStudio.Core.Onnx.Graphs.Optimisers;

/// <summary>Learning rate as a function of the step, which counts from 1.</summary>
public sealed class LearningRate
{
    private readonly Func<long, double> _at;

    private LearningRate(Func<long, double> at) => _at = at;

    public double At(long step) => _at(step);

    public static LearningRate Constant(double rate) => new(_ => rate);

    /// <summary>Rises in equal steps to <paramref name="peak"/> in the first <paramref name="steps"/> steps, and stays there.</summary>
    public static LearningRate WarmUp(double peak, long steps) => new(step => step < steps ? peak * step / steps : peak);

    /// <summary>Warm-up, then half a cosine wave from the peak down to <paramref name="floor"/> at <paramref name="totalSteps"/> (Loshchilov and Hutter, 2017).</summary>
    public static LearningRate WarmUpCosine(double peak, long warmUpSteps, long totalSteps, double floor = 0) => new(step =>
    {
        if (step < warmUpSteps)
        {
            return peak * step / warmUpSteps;
        }

        var done = Math.Clamp((double)(step - warmUpSteps) / Math.Max(1, totalSteps - warmUpSteps), 0, 1);
        return floor + ((peak - floor) * (1 + Math.Cos(Math.PI * done)) / 2);
    });
}
