namespace MerchantStudio.Resources;

/// <summary>Words of the page about purchase intent.</summary>
public sealed class IntentWords;
