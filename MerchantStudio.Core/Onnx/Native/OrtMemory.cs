using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>Names a kind of memory: which device, which allocator.</summary>
internal sealed unsafe class OrtMemoryInfo : OrtHandle
{
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;

    /// <param name="name">The runtime's name of the memory, such as <c>Cpu</c>, <c>Cuda</c> or <c>WebGPU_Buf</c>.</param>
    public OrtMemoryInfo(OrtApi api, string name)
        : base(api, releaseSlot: 94)
    {
        using var text = new NativeText(name);
        Made(api.CreateMemoryInfo(text.Pointer, DeviceAllocator, deviceId: 0, DefaultMemory, out handle));
    }
}

/// <summary>A session's allocator for one kind of memory. Must be closed before its session.</summary>
internal sealed class OrtAllocator : OrtHandle
{
    public OrtAllocator(OrtApi api, OrtSession session, OrtMemoryInfo memory)
        : base(api, releaseSlot: 132) =>
        Made(api.CreateAllocator(session.Pointer, memory.Pointer, out handle));
}

/// <summary>The library's own CPU allocator, which hands out names and arrays; belongs to the library.</summary>
internal static class OrtDefaultAllocator
{
    public static nint Of(OrtApi api)
    {
        api.GetAllocatorWithDefaultOptions(out var allocator).ThrowIfFailed();
        return allocator;
    }

    /// <summary>Reads a string that the allocator made, and frees it.</summary>
    public static string TakeText(OrtApi api, nint text)
    {
        try
        {
            return Marshal.PtrToStringUTF8(text) ?? string.Empty;
        }
        finally
        {
            api.AllocatorFree(Of(api), text).ThrowIfFailed();
        }
    }
}
