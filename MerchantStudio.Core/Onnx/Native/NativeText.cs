using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>A string as the C API wants it (UTF-8, zero-terminated), for the length of a call.</summary>
internal readonly unsafe ref struct NativeText(string text)
{
    private readonly nint _pointer = Marshal.StringToCoTaskMemUTF8(text);

    public byte* Pointer => (byte*)_pointer;

    public void Dispose() => Marshal.FreeCoTaskMem(_pointer);
}
