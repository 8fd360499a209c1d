namespace MerchantStudio.Resources;

/// <summary>Words of the funnel and retention pages.</summary>
public sealed class Conversion;
