using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Tests.Support;

/// <summary>The engine for tests: a real one, on the processor, or on the software Vulkan device that Chromium brings.</summary>
internal static class OnnxEngines
{
    private const string DriverVariable = "VK_DRIVER_FILES";

    public static OnnxEngine Engine { get; } = new(new OnnxOptions { Threads = 2 });

    /// <summary>The processor; skips the running test where the native library is missing.</summary>
    public static ProviderChoice Cpu()
    {
        var available = Engine.IsAvailable(out var reason);
        Assert.SkipUnless(available, reason ?? string.Empty);
        return Engine.Choose("cpu");
    }

    /// <summary>WebGPU on whatever device there is; skips the running test, with the reason, where there is none.</summary>
    public static ProviderChoice WebGpu()
    {
        _ = Cpu();
        try
        {
            return Engine.Choose("webgpu");
        }
        catch (ProviderUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    // The Vulkan loader looks for drivers once, at whichever test first tries the GPU.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It must be in place before any test touches the native library.")]
    internal static void UseSoftwareDevice()
    {
        string[] places = ["/usr/lib/chromium/vk_swiftshader_icd.json", "/usr/lib64/chromium-browser/vk_swiftshader_icd.json"];
        if (Environment.GetEnvironmentVariable(DriverVariable) is null && Array.Find(places, File.Exists) is { } driver)
        {
            NativeEnvironment.Set(DriverVariable, driver);
        }
    }
}
