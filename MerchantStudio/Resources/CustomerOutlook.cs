namespace MerchantStudio.Resources;

/// <summary>Words of a customer's page about portrait, predictions and notes.</summary>
public sealed class CustomerOutlook;
