namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>How a session is made.</summary>
public sealed record SessionSettings
{
    /// <summary>Processor threads; 0: as many as the engine has.</summary>
    public int Threads { get; init; }

    /// <summary>Prefix of the file that the runtime writes a profile by node to; null: none.</summary>
    public string? ProfilePrefix { get; init; }
}
