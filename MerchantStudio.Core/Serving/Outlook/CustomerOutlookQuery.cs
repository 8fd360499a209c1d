using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Serving.Outlook;

/// <summary>Reads what the newest scorings say of one customer, and how that came to be.</summary>
public sealed class CustomerOutlookQuery(ScoreStore scores, SnapshotStore snapshots)
{
    private static readonly string[] s_purchaseParameters = ["r", "alpha", "a", "b"];

    public async Task<CustomerOutlook> RunAsync(int shopId, string customerKey, CancellationToken cancellationToken)
    {
        var churn = await scores.LatestAsync(shopId, ScoreKinds.Churn, cancellationToken).ConfigureAwait(false);
        var value = await scores.LatestAsync(shopId, ScoreKinds.LifetimeValue, cancellationToken).ConfigureAwait(false);
        return new CustomerOutlook
        {
            Churn = churn is null ? null : await ChurnAsync(churn, customerKey, cancellationToken).ConfigureAwait(false),
            Value = value is null ? null : await ValueAsync(value, customerKey, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<ChurnOutlook> ChurnAsync(ScoreSet set, string customerKey, CancellationToken cancellationToken)
    {
        var details = Read<ChurnDetails>(set.DetailsJson) ?? throw new InvalidDataException($"Score set {set.Id} has no details.");
        var score = await scores.ScoreOfAsync(set.Id, customerKey, cancellationToken).ConfigureAwait(false);
        return new ChurnOutlook
        {
            AsOfUtc = set.AsOfUtc,
            HorizonDays = details.HorizonDays,
            ActiveDays = details.ActiveDays,
            Missing = details.Missing,
            HasSkill = details.Test is { Model.HasSkill: true },
            Probability = score?.Value,
            Intercept = details.Intercept,
            Details = Read<ChurnScoreDetails>(score?.DetailsJson),
            History = await HistoryAsync(set, customerKey, 1, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<ValueOutlook> ValueAsync(ScoreSet set, string customerKey, CancellationToken cancellationToken)
    {
        var details = Read<LifetimeValueDetails>(set.DetailsJson) ?? throw new InvalidDataException($"Score set {set.Id} has no details.");
        var score = await scores.ScoreOfAsync(set.Id, customerKey, cancellationToken).ConfigureAwait(false);
        var (minorPerMajor, alive) = await CurveAsync(set, details, customerKey, cancellationToken).ConfigureAwait(false);
        return new ValueOutlook
        {
            AsOfUtc = set.AsOfUtc,
            HorizonWeeks = details.HorizonWeeks,
            TotalValueYears = details.TotalValueYears,
            YearlyDiscount = details.YearlyDiscount,
            Missing = details.Missing,
            SeesNobodyLeave = details.SeesNobodyLeave,
            TotalMinor = score is null ? null : (long)Math.Round(score.Value * minorPerMajor),
            Details = Read<LifetimeValueScoreDetails>(score?.DetailsJson),
            History = await HistoryAsync(set, customerKey, minorPerMajor, cancellationToken).ConfigureAwait(false),
            Alive = score is null ? [] : alive,
        };
    }

    private async Task<IReadOnlyList<ScoreAt>> HistoryAsync(ScoreSet set, string customerKey, double unit, CancellationToken cancellationToken)
    {
        var all = await scores.HistoryAsync(set.ShopId, set.Kind, customerKey, cancellationToken).ConfigureAwait(false);
        return [.. all.Where(score => score.HorizonDays == set.HorizonDays && score.AsOfUtc <= set.AsOfUtc).Select(score => score with { Value = score.Value * unit })];
    }

    private async Task<(int MinorPerMajor, IReadOnlyList<AlivePoint> Alive)> CurveAsync(
        ScoreSet set, LifetimeValueDetails details, string customerKey, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(set.ShopId, cancellationToken).ConfigureAwait(false);
        var minorPerMajor = Currencies.MinorPerMajor(snapshot.Header.Currency);
        var fitted = s_purchaseParameters.Select(name => details.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value).ToArray();
        var customer = snapshot.Customers.Find(customerKey);
        if (customer < 0 || fitted is not [{ } r, { } alpha, { } a, { } b])
        {
            return (minorPerMajor, []);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(snapshot.Header.TimeZoneId);
        var days = PurchaseDays(snapshot, customer, set.AsOfUtc, zone);
        return (minorPerMajor, AliveCurve.Of(new BgNbdParameters(r, alpha, a, b), days, DayOf(set.AsOfUtc, zone)));
    }

    private static List<DateOnly> PurchaseDays(Snapshot snapshot, int customer, DateTime asOfUtc, TimeZoneInfo zone)
    {
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var offsets = snapshot.CustomerOffsets;
        var days = new List<DateOnly>();
        for (var row = offsets[customer]; row < offsets[customer + 1]; row++)
        {
            var utc = DateTime.UnixEpoch.AddMilliseconds(times[row]);
            if (kinds[row] == InteractionKind.Purchase && utc <= asOfUtc && DayOf(utc, zone) is var day && (days.Count == 0 || days[^1] != day))
            {
                days.Add(day);
            }
        }

        return days;
    }

    private static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    private static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, ScoreJson.Options);
}
