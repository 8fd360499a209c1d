namespace MerchantStudio.Resources;

/// <summary>Words of the pages about people likely to leave, segments and lifetime value.</summary>
public sealed class CustomerWords;
