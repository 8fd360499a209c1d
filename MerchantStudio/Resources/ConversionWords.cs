namespace MerchantStudio.Resources;

/// <summary>Words of the conversion dashboard, paths, goals and the report.</summary>
public sealed class ConversionWords;
