using System.Collections.Concurrent;
using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>A shop's newest model of purchase intent.</summary>
/// <param name="AsOfUtc">Time of the last event that it has seen.</param>
/// <param name="CreatedUtc">When it was trained.</param>
/// <param name="Version">Number of the model.</param>
/// <param name="Details">Test, terms and the last day's sessions.</param>
public sealed record IntentReport(DateTime AsOfUtc, DateTime CreatedUtc, long Version, IntentDetails Details);

public sealed class IntentQuery(ScoreStore scores)
{
    private readonly ConcurrentDictionary<int, IntentReport> _newest = new();

    /// <summary>Null when the shop was never scored.</summary>
    public async Task<IntentReport?> RunAsync(int shopId, CancellationToken cancellationToken)
    {
        var set = await scores.LatestAsync(shopId, ScoreKinds.PurchaseIntent, cancellationToken).ConfigureAwait(false);
        if (set?.DetailsJson is not { } json)
        {
            return null;
        }
        // A version never changes, so the newest one of each shop is read once.
        if (_newest.TryGetValue(shopId, out var kept) && kept.Version == set.Id)
        {
            return kept;
        }
        var details = JsonSerializer.Deserialize<IntentDetails>(json, ScoreJson.Options)
            ?? throw new InvalidDataException($"Score set {set.Id} has no details.");
        return _newest[shopId] = new IntentReport(set.AsOfUtc, set.CreatedUtc, set.Id, details);
    }
}
