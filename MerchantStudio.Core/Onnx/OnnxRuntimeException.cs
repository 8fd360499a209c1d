namespace MerchantStudio.Core.Onnx;

/// <summary>A call that ONNX Runtime refused; the message is the runtime's own.</summary>
public sealed class OnnxRuntimeException : Exception
{
    // What the C++ library, the runtime's arena (without and with a limit), CUDA, cuBLAS and WebGPU say when memory ends.
    private static readonly string[] s_signs =
    [
        "bad_alloc", "bad allocation", "Failed to allocate memory", "is smaller than requested bytes", "out of memory", "out_of_memory", "ALLOC_FAILED",
        "max buffer size limit",
    ];

    public OnnxRuntimeException(OnnxRuntimeErrorCode code, string message)
        : base($"ONNX Runtime: {message} ({code})") => Code = code;

    /// <summary>What kind of failure the runtime reported.</summary>
    public OnnxRuntimeErrorCode Code { get; }

    /// <summary>Whether the device or the machine ran out of memory; the runtime has no code of its own for it.</summary>
    public bool IsOutOfMemory => s_signs.Any(sign => Message.Contains(sign, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The runtime's error codes, in the numbering of its C API.</summary>
public enum OnnxRuntimeErrorCode
{
    Ok = 0,
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    NoModel = 4,
    EngineError = 5,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    ModelLoaded = 8,
    NotImplemented = 9,
    InvalidGraph = 10,
    ProviderFailed = 11,
    ModelLoadCanceled = 12,
    ModelRequiresCompilation = 13,
    NotFound = 14,
}
