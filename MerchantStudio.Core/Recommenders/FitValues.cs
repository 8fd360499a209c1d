using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders;

/// <summary>Names of live figures that have a place of their own on the page, rather than a curve.</summary>
public static class FitValues
{
    public const string ExamplesPerSecond = "examplesPerSecond";
}

internal static class EngineUses
{
    /// <summary>What a run says about a session that trains on this choice.</summary>
    public static EngineUse UseOf(this ProviderChoice choice, TrainingSession session) => Of(choice, session.Placement, session.StateBytes);

    /// <summary>What a run says about products that a device computes.</summary>
    public static EngineUse Use(this OnnxDenseAlgebra algebra) => Of(algebra.Choice, algebra.Placement, algebra.BufferBytes);

    private static EngineUse Of(ProviderChoice choice, PlacementReport placement, long bytes) => new(
        choice.Provider.Name, [.. choice.PassedOver.Select(one => new PassedOver(one.Name, one.Reason))], placement.FellBack, bytes);
}
