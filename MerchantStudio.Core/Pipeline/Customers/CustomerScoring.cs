using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Churn;
using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Scores a shop's customers and keeps the scores with their history. Run after every import and on a schedule.</summary>
public sealed partial class CustomerScoring(
    SnapshotStore snapshots, ScoreStore scores, PredictionSettingsStore choices, IOptions<CustomerScoringOptions> options,
    IOptions<LifetimeValueOptions> lifetimeValue, ScoringAttempts attempts, TimeProvider time, ILogger<CustomerScoring> logger)
{
    private static readonly string[] s_kinds = [ScoreKinds.Churn, ScoreKinds.LifetimeValue];

    /// <summary>Churn and lifetime value as of the end of the data, or of now when the data reach into the future.</summary>
    public async Task ScoreAsync(int shopId, CancellationToken cancellationToken)
    {
        var read = await ReadForAllAsync(shopId, cancellationToken).ConfigureAwait(false);
        if (read.Purchases.Log.LineCount == 0)
        {
            Log.NothingToScore(logger, shopId);
            return;
        }

        // One model that fails must not take the other's scores with it; what was there before stays live.
        List<Exception> failures = [];
        await TryAsync(failures, ScoreKinds.Churn, read.Fingerprint, () => ScoreChurnAsync(shopId, read, cancellationToken), shopId, cancellationToken).ConfigureAwait(false);
        await TryAsync(failures, ScoreKinds.LifetimeValue, read.Fingerprint, () => ScoreValueAsync(shopId, read, cancellationToken), shopId, cancellationToken).ConfigureAwait(false);
        if (failures.Count > 0)
        {
            throw new AggregateException($"Scoring of shop {shopId} failed for {failures.Count} of 2 models.", failures);
        }
    }

    // Data that cannot be read fail every model that would have been made of them.
    private async Task<ShopData> ReadForAllAsync(int shopId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(shopId, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            foreach (var kind in s_kinds)
            {
                await attempts.ReportAsync(shopId, kind, null, exception, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task TryAsync(List<Exception> failures, string kind, string fingerprint, Func<Task> score, int shopId, CancellationToken cancellationToken)
    {
        try
        {
            await attempts.RunAsync(shopId, kind, () => fingerprint, score, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failures.Add(new InvalidOperationException($"Scoring {kind} of shop {shopId} failed.", exception));
        }
    }

    private async Task ScoreChurnAsync(int shopId, ShopData read, CancellationToken cancellationToken)
    {
        var (purchases, asOfUtc, fingerprint) = read;
        var chosen = await choices.FindAsync(shopId, cancellationToken).ConfigureAwait(false);
        var churn = ChurnScoring.Run(purchases, asOfUtc, ChurnOptionsFor(purchases, chosen?.ChurnHorizonDays), time, cancellationToken);
        var details = churn.Details with { HorizonIsChosen = chosen?.ChurnHorizonDays is not null };
        await KeepAsync(shopId, ScoreKinds.Churn, asOfUtc, details.HorizonDays, fingerprint, details, churn.Scores, cancellationToken).ConfigureAwait(false);
        Log.Scored(logger, ScoreKinds.Churn, shopId, churn.Scores.Count);
    }

    private async Task ScoreValueAsync(int shopId, ShopData read, CancellationToken cancellationToken)
    {
        var (purchases, asOfUtc, fingerprint) = read;
        var settings = ValueOptionsFor(await choices.FindAsync(shopId, cancellationToken).ConfigureAwait(false));
        var value = LifetimeValueScoring.Run(purchases, asOfUtc, settings, time, cancellationToken);
        var horizonDays = (int)Math.Round(value.Details.HorizonWeeks * 7);
        await KeepAsync(shopId, ScoreKinds.LifetimeValue, asOfUtc, horizonDays, fingerprint, value.Details, value.Scores, cancellationToken).ConfigureAwait(false);
        Log.Scored(logger, ScoreKinds.LifetimeValue, shopId, value.Scores.Count);
    }

    /// <summary>Whether the shop's data or choices differ from what was scored last; a shop without data has nothing to score.</summary>
    public async Task<bool> IsStaleAsync(int shopId, CancellationToken cancellationToken) =>
        (await StaleAsync(shopId, cancellationToken).ConfigureAwait(false)).Kinds.Count > 0;

    /// <summary>Whether the clock should ask for a scoring: something is stale, and it did not just fail on the same data and choices.</summary>
    public async Task<bool> IsDueAsync(int shopId, CancellationToken cancellationToken)
    {
        var (kinds, fingerprint, changedUtc) = await StaleAsync(shopId, cancellationToken).ConfigureAwait(false);
        foreach (var kind in kinds)
        {
            if (!await attempts.RestsAsync(shopId, kind, fingerprint, changedUtc, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<(List<string> Kinds, string Fingerprint, DateTime? ChoicesChangedUtc)> StaleAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var chosen = await choices.FindAsync(shopId, cancellationToken).ConfigureAwait(false);
        List<string> stale = [];
        foreach (var kind in s_kinds)
        {
            var newest = await scores.LatestAsync(shopId, kind, cancellationToken).ConfigureAwait(false);
            if (snapshot.RowCount > 0 && (newest?.DataFingerprint != snapshot.Header.Fingerprint || newest.CreatedUtc < chosen?.ChangedUtc))
            {
                stale.Add(kind);
            }
        }

        return (stale, snapshot.Header.Fingerprint, chosen?.ChangedUtc);
    }

    /// <summary>Churn without keeping anything: for the command line and for trying a horizon.</summary>
    public async Task<(ChurnScores Scores, DateTime AsOfUtc)> TryChurnAsync(int shopId, int? horizonDays, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        var (purchases, end, _) = await ReadAsync(shopId, asOfUtc, cancellationToken).ConfigureAwait(false);
        var horizon = horizonDays ?? (await choices.FindAsync(shopId, cancellationToken).ConfigureAwait(false))?.ChurnHorizonDays;
        return (ChurnScoring.Run(purchases, end, ChurnOptionsFor(purchases, horizon), time, cancellationToken), end);
    }

    /// <summary>Stratified five-fold cross-validation one horizon before the end; nothing is kept.</summary>
    public async Task<(ChurnTest Test, DateTime AsOfUtc)> CrossValidateChurnAsync(int shopId, int? horizonDays, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        var (purchases, end, _) = await ReadAsync(shopId, asOfUtc, cancellationToken).ConfigureAwait(false);
        var horizon = horizonDays ?? (await choices.FindAsync(shopId, cancellationToken).ConfigureAwait(false))?.ChurnHorizonDays;
        var settings = ChurnOptionsFor(purchases, horizon);
        var cutoff = ChurnScoring.SecondsOf(end) - (settings.HorizonDays * 86_400L);
        LeakGuard.Check(purchases.Log, cutoff, settings, ChurnFeatures.All, cancellationToken);
        var sample = ChurnSample.At(purchases.Log, cutoff, settings, ChurnFeatures.All, cancellationToken);
        return (ChurnMapping.ToDomain(ChurnProtocols.CrossValidate(sample, settings, cancellationToken)), end);
    }

    /// <summary>Lifetime value without keeping anything.</summary>
    public async Task<(LifetimeValueSet Set, DateTime AsOfUtc)> TryLifetimeValueAsync(
        int shopId, double? horizonWeeks, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        var (purchases, end, _) = await ReadAsync(shopId, asOfUtc, cancellationToken).ConfigureAwait(false);
        var settings = ValueOptionsFor(await choices.FindAsync(shopId, cancellationToken).ConfigureAwait(false));
        settings.HorizonWeeks = horizonWeeks ?? settings.HorizonWeeks;
        return (LifetimeValueScoring.Run(purchases, end, settings, time, cancellationToken), end);
    }

    private async Task<ShopData> ReadAsync(int shopId, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow().UtcDateTime;
        var last = snapshot.Header.ToUtc is { } to && to < now ? to : now;
        var end = asOfUtc is { } wanted && wanted < last ? wanted : last;

        // The very last order is seen: what lies at the moment itself belongs to the past.
        var purchases = ShopPurchases.Read(snapshot, end.AddSeconds(1));
        return new ShopData(purchases, end, snapshot.Header.Fingerprint);
    }

    private LifetimeValueOptions ValueOptionsFor(PredictionSettings? chosen)
    {
        var settings = lifetimeValue.Value.Copy();
        settings.HorizonWeeks = chosen?.ValueHorizonWeeks ?? settings.HorizonWeeks;
        settings.YearlyDiscount = chosen?.YearlyDiscount ?? settings.YearlyDiscount;
        return settings;
    }

    private ChurnOptions ChurnOptionsFor(ShopPurchases purchases, int? horizonDays)
    {
        var horizon = horizonDays ?? options.Value.HorizonDays ?? ShopRhythm.Of(purchases.Log).ProposedHorizonDays;
        return new ChurnOptions
        {
            HorizonDays = horizon,
            ActiveDays = 2 * horizon,
            MinimumPerClass = options.Value.MinimumPerClass,
            MinorPerMajor = Currencies.MinorPerMajor(purchases.Currency),
            Boosting = new Predictors.Boosting.BoostingOptions { Seed = options.Value.Seed },
        };
    }

    private Task<long> KeepAsync<TDetails>(
        int shopId, string kind, DateTime asOfUtc, int horizonDays, string fingerprint, TDetails details, IReadOnlyList<CustomerScore> list, CancellationToken cancellationToken)
    {
        var set = new ScoreSet
        {
            ShopId = shopId,
            Kind = kind,
            AsOfUtc = asOfUtc,
            HorizonDays = horizonDays,
            CreatedUtc = time.GetUtcNow().UtcDateTime,
            DataFingerprint = fingerprint,
            DetailsJson = JsonSerializer.Serialize(details, ScoreJson.Options),
        };
        return scores.AddAsync(set, list, cancellationToken);
    }

    private sealed record ShopData(ShopPurchases Purchases, DateTime AsOfUtc, string Fingerprint);

    private static partial class Log
    {
        [LoggerMessage(EventId = 7401, Level = LogLevel.Information, Message = "Scored {Kind} of shop {ShopId}: {Count} customers")]
        public static partial void Scored(ILogger logger, string kind, int shopId, int count);

        [LoggerMessage(EventId = 7402, Level = LogLevel.Information, Message = "Shop {ShopId} has no purchases to score")]
        public static partial void NothingToScore(ILogger logger, int shopId);
    }
}
