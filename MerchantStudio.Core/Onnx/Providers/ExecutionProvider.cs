using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Providers;

/// <summary>
/// A kind of device that graphs run on. To add one: a class of this kind and one line in <see cref="ExecutionProviderCatalog"/>.
/// </summary>
public abstract class ExecutionProvider
{
    /// <summary>Name in settings, on the command line and in run records.</summary>
    public abstract string Name { get; }

    /// <summary>One line for people who choose.</summary>
    public abstract string Description { get; }

    /// <summary>The runtime's name for this provider, as it stands in the runtime's reports.</summary>
    internal abstract string RuntimeName { get; }

    /// <summary>The runtime's name of the memory in which weights stay between steps.</summary>
    internal abstract string MemoryName { get; }

    /// <summary>Why <c>auto</c> must not take the provider here although it works, or null.</summary>
    internal virtual string? WhyNotAutomatic => null;

    /// <summary>Held while the device is used, where it serves one caller at a time; null where it serves many.</summary>
    internal virtual Lock? Gate => null;

    /// <summary>Adds the provider to a session's options; throws <see cref="OnnxRuntimeException"/> where it cannot be had.</summary>
    internal abstract void AppendTo(OrtSessionOptions options);
}
