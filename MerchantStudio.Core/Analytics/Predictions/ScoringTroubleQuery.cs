using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>A kind of scores whose last scoring failed.</summary>
/// <param name="Failure">What, when and why.</param>
/// <param name="Shown">The older scoring that pages still show; null when there is none.</param>
public sealed record ScoringTrouble(ScoringFailure Failure, ShownScoring? Shown);

/// <param name="ScoredUtc">When the scoring that is shown was made.</param>
/// <param name="AsOfUtc">The end of the data it was made of.</param>
public sealed record ShownScoring(DateTime ScoredUtc, DateTime AsOfUtc);

/// <summary>Which scorings of a shop failed last, and what stands in for them.</summary>
public sealed class ScoringTroubleQuery(ScoringFailureStore failures, ScoreStore scores)
{
    /// <summary>Those of the kinds asked for; none when all went well.</summary>
    public async Task<IReadOnlyList<ScoringTrouble>> RunAsync(int shopId, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        List<ScoringTrouble> troubles = [];
        foreach (var failure in (await failures.ListAsync(shopId, cancellationToken).ConfigureAwait(false)).Where(failure => kinds.Contains(failure.Kind)))
        {
            var set = await scores.LatestAsync(shopId, failure.Kind, cancellationToken).ConfigureAwait(false);
            troubles.Add(new ScoringTrouble(failure, set is null ? null : new ShownScoring(set.CreatedUtc, set.AsOfUtc)));
        }

        return troubles;
    }
}
