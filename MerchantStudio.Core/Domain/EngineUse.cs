namespace MerchantStudio.Core.Domain;

/// <summary>Where a model was computed: the execution provider of its training, and why it was that one.</summary>
/// <param name="Provider">Name in the catalogue of providers, such as <c>webgpu</c>.</param>
/// <param name="PassedOver">Providers that were tried before it and could not be used, with the runtime's reason.</param>
/// <param name="FellBack">Operators that the provider lacks and that the processor does instead, with how often each occurs in a step.</param>
/// <param name="StateBytes">Memory of the device that weights and optimiser take.</param>
public sealed record EngineUse(
    string Provider, IReadOnlyList<PassedOver> PassedOver, IReadOnlyDictionary<string, int> FellBack, long StateBytes);

/// <param name="Provider">Name in the catalogue of providers.</param>
/// <param name="Reason">What the runtime said.</param>
public sealed record PassedOver(string Provider, string Reason);
