namespace MerchantStudio.Resources;

/// <summary>Words of actions and of own segments.</summary>
public sealed class ActionWords;
