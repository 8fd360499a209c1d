using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>
/// What a native call returned: null for success, else an error object that the caller owns. It is a value, so that a call
/// whose status is dropped fails the build (IDE0058 is an error in this folder).
/// </summary>
internal readonly struct OrtStatus(OrtApi api, nint pointer)
{
    /// <summary>Throws what the runtime reported, and frees the error object either way.</summary>
    public void ThrowIfFailed()
    {
        if (pointer == 0)
        {
            return;
        }

        try
        {
            var message = Marshal.PtrToStringUTF8(api.GetErrorMessage(pointer)) ?? "no message";
            throw new OnnxRuntimeException((OnnxRuntimeErrorCode)api.GetErrorCode(pointer), message);
        }
        finally
        {
            api.ReleaseStatus(pointer);
        }
    }
}
