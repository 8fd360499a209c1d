namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// Runs wait in lanes: one lane per GPU, so that two runs never share one, and one for runs that were asked to stay on the
/// processor. Within a lane the order is that of asking.
/// </summary>
public static class TrainingLanes
{
    public const string Processor = "cpu";
    public const string FirstGpu = "gpu-0";

    public static IReadOnlyList<string> All { get; } = [Processor, FirstGpu];

    /// <summary>The lane of a requested device. Who leaves the choice open may get the GPU, so waits for it.</summary>
    public static string Of(string requestedDevice) =>
        string.Equals(requestedDevice, "cpu", StringComparison.OrdinalIgnoreCase) ? Processor : FirstGpu;
}
