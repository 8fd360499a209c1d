using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>How a shop's newest churn model was made and how good it is.</summary>
/// <param name="AsOfUtc">Moment from which the horizon counts.</param>
/// <param name="ScoredUtc">When it was made.</param>
/// <param name="Details">Test, months, shapes, and what is missing.</param>
public sealed record ChurnModelReport(DateTime AsOfUtc, DateTime ScoredUtc, ChurnDetails Details);

public sealed class ChurnModelQuery(ScoreStore scores)
{
    /// <summary>Null when the shop was never scored.</summary>
    public async Task<ChurnModelReport?> RunAsync(int shopId, CancellationToken cancellationToken)
    {
        var set = await scores.LatestAsync(shopId, ScoreKinds.Churn, cancellationToken).ConfigureAwait(false);
        return set?.DetailsJson is { } json && JsonSerializer.Deserialize<ChurnDetails>(json, ScoreJson.Options) is { } details
            ? new ChurnModelReport(set.AsOfUtc, set.CreatedUtc, details)
            : null;
    }
}
