namespace MerchantStudio.Core.Onnx;

/// <summary>The native library is missing or is not the one we can use. Says in one sentence what was looked for and where.</summary>
public sealed class OnnxRuntimeUnavailableException : Exception
{
    public OnnxRuntimeUnavailableException(string message)
        : base(message)
    {
    }

    public OnnxRuntimeUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
