using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>Lays the newest scores of a shop out by customer; read once for each set and snapshot.</summary>
public sealed class ScoreColumnsReader(ScoreStore scores, AnalyticsCache cache)
{
    internal async Task<ScoreColumns> ReadAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var shopId = snapshot.Header.ShopId;
        var churn = await scores.LatestAsync(shopId, ScoreKinds.Churn, cancellationToken).ConfigureAwait(false);
        var value = await scores.LatestAsync(shopId, ScoreKinds.LifetimeValue, cancellationToken).ConfigureAwait(false);
        var key = (churn?.Id, value?.Id);
        if (cache.Find<(long?, long?), ScoreColumns>(snapshot, key) is { } kept)
        {
            return kept;
        }

        var columns = ScoreColumns.Empty(snapshot.Customers.Count) with
        {
            ChurnSetId = churn?.Id, ValueSetId = value?.Id, ChurnHorizonDays = churn?.HorizonDays, ValueHorizonDays = value?.HorizonDays,
        };
        await FillAsync(snapshot, churn, value, columns, cancellationToken).ConfigureAwait(false);
        return cache.Get(snapshot, key, () => columns);
    }

    private async Task FillAsync(Snapshot snapshot, ScoreSet? churn, ScoreSet? value, ScoreColumns columns, CancellationToken cancellationToken)
    {
        var minorPerMajor = Currencies.MinorPerMajor(snapshot.Header.Currency);
        if (churn is not null)
        {
            await foreach (var score in scores.ReadAsync(churn.Id, cancellationToken).ConfigureAwait(false))
            {
                Put(snapshot, score.CustomerKey, customer => columns.Chance[customer] = (float)score.Value);
            }
        }

        if (value is not null)
        {
            await foreach (var score in scores.ReadAsync(value.Id, cancellationToken).ConfigureAwait(false))
            {
                Put(snapshot, score.CustomerKey, customer => (columns.ValueMinor[customer], columns.ExpectedMinor[customer]) = (score.Value * minorPerMajor, Expected(score)));
            }
        }
    }

    private static void Put(Snapshot snapshot, string key, Action<int> put)
    {
        if (snapshot.Customers.Find(key) is >= 0 and var customer)
        {
            put(customer);
        }
    }

    private static double Expected(CustomerScore score) =>
        score.DetailsJson is { } json && JsonSerializer.Deserialize<LifetimeValueScoreDetails>(json, ScoreJson.Options) is { } details ? details.SpendMinor : double.NaN;
}
