namespace MerchantStudio.Core.Onnx;

/// <summary>Settings of the engine; section <c>MerchantStudio:Onnx</c>.</summary>
public sealed record OnnxOptions
{
    public const string Section = "MerchantStudio:Onnx";

    /// <summary><c>auto</c> (the first that works), <c>cuda</c>, <c>webgpu</c> or <c>cpu</c>. A named one is used or training fails.</summary>
    public string Provider { get; init; } = "auto";

    /// <summary>Folder of the native library; when set, it is looked for nowhere else. Default: beside the program.</summary>
    public string? LibraryFolder { get; init; }

    /// <summary>Processor threads of a session, 0 … 256; 0: one for each core.</summary>
    public int Threads { get; init; }
}
