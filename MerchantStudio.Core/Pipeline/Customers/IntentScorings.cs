using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.PurchaseIntent;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Settings of the model of purchase intent.</summary>
public sealed class IntentScoringOptions
{
    public const string Section = "MerchantStudio:PurchaseIntent";

    /// <summary>Sessions that are learned from and tested on at most, drawn by seed. 1000 to 1000000.</summary>
    public int MostSessions { get; set; } = 20_000;

    /// <summary>Sessions of the last day that are scored at most, the latest ones. 100 to 100000.</summary>
    public int MostToday { get; set; } = 5_000;

    /// <summary>Sessions with a purchase, and without one, below which nothing is shown as a number. 50 to 100000.</summary>
    public int MinimumPerClass { get; set; } = 200;

    /// <summary>Seed of the choice of sessions and moments, of folds and resamples.</summary>
    public ulong Seed { get; set; } = 1;
}

internal sealed class IntentScoringOptionsValidator : IValidateOptions<IntentScoringOptions>
{
    public ValidateOptionsResult Validate(string? name, IntentScoringOptions options)
    {
        List<string> problems = [];
        Check(problems, nameof(options.MostSessions), options.MostSessions, 1_000, 1_000_000);
        Check(problems, nameof(options.MostToday), options.MostToday, 100, 100_000);
        Check(problems, nameof(options.MinimumPerClass), options.MinimumPerClass, 50, 100_000);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string key, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            problems.Add(FormattableString.Invariant($"{IntentScoringOptions.Section}:{key} must be {least} to {most}, not {value}."));
        }
    }
}

/// <summary>Trains a shop's model of purchase intent; each one kept is a version, and the newest is shown.</summary>
public sealed partial class IntentScorings(
    SnapshotStore snapshots, ScoreStore scores, IOptions<IntentScoringOptions> options, ScoringAttempts attempts, TimeProvider time, ILogger<IntentScorings> logger)
{
    /// <summary>Trains on the shop's data as they are now and keeps the result.</summary>
    public async Task ScoreAsync(int shopId, CancellationToken cancellationToken)
    {
        string? fingerprint = null;
        await attempts.RunAsync(shopId, ScoreKinds.PurchaseIntent, () => fingerprint, async () =>
        {
            using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
            fingerprint = snapshot.Header.Fingerprint;
            await LearnAsync(shopId, snapshot, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task LearnAsync(int shopId, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var (details, asOfUtc) = Run(snapshot, cancellationToken);
        var set = new ScoreSet
        {
            ShopId = shopId,
            Kind = ScoreKinds.PurchaseIntent,
            AsOfUtc = asOfUtc,
            CreatedUtc = time.GetUtcNow().UtcDateTime,
            DataFingerprint = snapshot.Header.Fingerprint,
            DetailsJson = JsonSerializer.Serialize(details, ScoreJson.Options),
        };
        await scores.AddAsync(set, [], cancellationToken).ConfigureAwait(false);
        Log.Scored(logger, shopId, details.LookedAt, details.Today.Count);
    }

    /// <summary>Trains without keeping anything.</summary>
    public async Task<(IntentDetails Details, DateTime AsOfUtc)> TryAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        return Run(snapshot, cancellationToken);
    }

    /// <summary>Whether the shop's data differ from those that the newest model was made of.</summary>
    public async Task<bool> IsStaleAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var newest = await scores.LatestAsync(shopId, ScoreKinds.PurchaseIntent, cancellationToken).ConfigureAwait(false);
        return IsStale(snapshot, newest);
    }

    /// <summary>Whether the clock should ask for a model: the data differ, and it did not just fail on them.</summary>
    public async Task<bool> IsDueAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var newest = await scores.LatestAsync(shopId, ScoreKinds.PurchaseIntent, cancellationToken).ConfigureAwait(false);
        return IsStale(snapshot, newest)
            && !await attempts.RestsAsync(shopId, ScoreKinds.PurchaseIntent, snapshot.Header.Fingerprint, null, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsStale(Snapshot snapshot, ScoreSet? newest) => snapshot.RowCount > 0 && newest?.DataFingerprint != snapshot.Header.Fingerprint;

    private (IntentDetails Details, DateTime AsOfUtc) Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var sessions = ShopSessions.Read(snapshot, options.Value.MostSessions, options.Value.MostToday, options.Value.Seed, cancellationToken);
        var settings = new IntentOptions
        {
            MinimumPerClass = options.Value.MinimumPerClass,
            SessionGapMilliseconds = snapshot.Header.SessionGapMinutes * 60_000L,
        };
        settings = settings with { Boosting = settings.Boosting with { Seed = options.Value.Seed } };
        var details = IntentScoring.Run(sessions, settings, IntentFeatures.All, time, cancellationToken);
        return (details, snapshot.Header.ToUtc ?? time.GetUtcNow().UtcDateTime);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7403, Level = LogLevel.Information, Message = "Learned purchase intent of shop {ShopId} from {Sessions} sessions and scored {Today} of the last day")]
        public static partial void Scored(ILogger logger, int shopId, int sessions, int today);
    }
}
