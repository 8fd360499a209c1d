namespace MerchantStudio.Core.Onnx.Providers;

/// <summary>Which provider is used, and why those before it in the catalogue are not.</summary>
public sealed record ProviderChoice
{
    public required ExecutionProvider Provider { get; init; }

    /// <summary>Providers that were tried first, in order; empty where the provider was asked for by name.</summary>
    public required IReadOnlyList<PassedOverProvider> PassedOver { get; init; }
}

/// <param name="Name">Name in the catalogue.</param>
/// <param name="Reason">What the runtime said.</param>
public sealed record PassedOverProvider(string Name, string Reason);

/// <summary>A provider that was asked for by name cannot be used here.</summary>
public sealed class ProviderUnavailableException(string provider, string reason)
    : Exception($"The execution provider '{provider}' was asked for and cannot be used: {reason}")
{
    public string Provider { get; } = provider;
}
