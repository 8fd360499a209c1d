namespace MerchantStudio.Resources;

/// <summary>Words of the pages on how predictions are made and how good they are.</summary>
public sealed class PredictionWords;
