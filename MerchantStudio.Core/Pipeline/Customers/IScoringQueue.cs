namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Has a shop's customers scored in the background.</summary>
public interface IScoringQueue
{
    /// <summary>Asks for a scoring; asking again while one waits changes nothing.</summary>
    Task EnqueueAsync(int shopId, CancellationToken cancellationToken);
}
