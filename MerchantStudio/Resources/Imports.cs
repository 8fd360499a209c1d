namespace MerchantStudio.Resources;

/// <summary>Names the resource file for <c>IStringLocalizer</c>.</summary>
public sealed class Imports;
