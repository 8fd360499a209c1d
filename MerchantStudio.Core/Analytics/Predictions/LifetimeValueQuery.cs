using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>A shop's newest lifetime values.</summary>
/// <param name="AsOfUtc">Moment from which the horizon counts.</param>
/// <param name="Details">Parameters, back-test and what is missing.</param>
public sealed record LifetimeValueReport(DateTime AsOfUtc, LifetimeValueDetails Details);

public sealed class LifetimeValueQuery(ScoreStore scores)
{
    /// <summary>Null when the shop was never scored.</summary>
    public async Task<LifetimeValueReport?> RunAsync(int shopId, CancellationToken cancellationToken)
    {
        var set = await scores.LatestAsync(shopId, ScoreKinds.LifetimeValue, cancellationToken).ConfigureAwait(false);
        return set?.DetailsJson is { } json && JsonSerializer.Deserialize<LifetimeValueDetails>(json, ScoreJson.Options) is { } details
            ? new LifetimeValueReport(set.AsOfUtc, details)
            : null;
    }
}
