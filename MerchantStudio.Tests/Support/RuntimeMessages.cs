namespace MerchantStudio.Tests.Support;

/// <summary>What ONNX Runtime says when memory ends or a device is lost, in its own words from reports of people who saw it.</summary>
internal static class RuntimeMessages
{
    public const string ArenaIsFull = "Non-zero status code returned while running Softmax node. Name:'Softmax_44' Status Message: /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*, bool, onnxruntime::WaitNotificationFn) Failed to allocate memory for requested buffer of size 8388608000";

    public const string ArenaIsLimited = "Non-zero status code returned while running Cast node. Name:'Cast_7' Status Message: BFCArena::AllocateRawInternal Available memory of 34699008 is smaller than requested bytes of 945041920";

    public const string CudaIsFull = "/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:121 CUDA failure 2: out of memory ; GPU=0 ; hostname=shop ; file=cuda_stream_handle.cc ; line=175 ; expr=cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);";

    public const string CublasIsFull = "Non-zero status code returned while running Gemm node. Name:'fc1' Status Message: CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=shop ; expr=cublasCreate(&cublas_handle_);";

    public const string WebGpuIsFull = "WebGPU validation failed. Buffer size (3185049600) exceeds the max buffer size limit (1073741824).";

    public const string CudaIsLost = "Non-zero status code returned while running MatMul node. Name:'MatMul_12' Status Message: CUDA failure 719: unspecified launch failure ; GPU=0 ; hostname=shop ; file=cuda_execution_provider.cc ; line=412 ; expr=cudaStreamSynchronize(stream);";

    public const string WebGpuIsLost = "Non-zero status code returned while running MatMul node. Name:'MatMul_12' Status Message: WebGPU device lost (2): A valid external Instance reference no longer exists.";
}
