namespace MerchantStudio.Resources;

/// <summary>Words of the overview and of the customers' pages.</summary>
public sealed class Insight;
