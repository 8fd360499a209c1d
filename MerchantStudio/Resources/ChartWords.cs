namespace MerchantStudio.Resources;

/// <summary>Words of the chart frame.</summary>
public sealed class ChartWords;
