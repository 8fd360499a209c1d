using System.Collections.Concurrent;
using System.Text.Json;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>Reads the newest churn scores of a shop, and what is expected of each customer.</summary>
public sealed class AtRiskQuery(ScoreStore scores, SnapshotStore snapshots, CustomerFactsReader facts)
{
    private const int Tenths = 10;
    private readonly ConcurrentDictionary<int, ReadSet> _newest = new();

    /// <summary>Null when the shop was never scored.</summary>
    public async Task<AtRiskReport?> RunAsync(AtRiskRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var set = await scores.LatestAsync(request.ShopId, ScoreKinds.Churn, cancellationToken).ConfigureAwait(false);
        return set is null ? null : Compute(await ReadAsync(set, cancellationToken).ConfigureAwait(false), request);
    }

    internal static AtRiskReport Compute(ReadSet set, AtRiskRequest request)
    {
        var found = set.Lines.Where(line => Matches(line, request)).ToList();
        var ordered = request.ByChance
            ? found.OrderByDescending(line => line.Chance).ThenByDescending(line => line.StakeMinor)
            : found.OrderByDescending(line => line.StakeMinor).ThenByDescending(line => line.Chance);
        return new AtRiskReport
        {
            AsOfUtc = set.AsOfUtc,
            Details = set.Details,
            Total = found.Count,
            Scored = set.Lines.Count,
            ExpectedToLeave = set.Lines.Sum(line => line.Chance),
            StakeMinor = set.Lines.Sum(line => line.StakeMinor),
            MatchingStakeMinor = found.Sum(line => line.StakeMinor),
            ValueHorizonDays = set.ValueHorizonDays,
            Distribution = Distribute(set.Lines),
            Lines = [.. ordered.ThenBy(line => line.Key, StringComparer.Ordinal).Skip(request.Skip).Take(request.Take)],
            Countries = [.. set.Lines.Select(line => line.Country).OfType<string>().Distinct().Order(StringComparer.CurrentCulture)],
        };
    }

    /// <summary>
    /// Lines with what the lifetime-value model expects: at stake is the chance times that. Where the model has nothing of
    /// anybody, what the churn scoring wrote stands, which is the chance times the past year's spend.
    /// </summary>
    internal static IReadOnlyList<AtRiskLine> Valued(IReadOnlyList<AtRiskLine> lines, Func<string, double> expectedMinor)
    {
        var valued = lines.Select(line => (Line: line, Expected: expectedMinor(line.Key))).ToList();
        return valued.All(line => double.IsNaN(line.Expected))
            ? lines
            : [.. valued.Select(line => double.IsNaN(line.Expected)
                ? line.Line with { StakeMinor = 0 }
                : line.Line with { ExpectedMinor = (long)Math.Round(line.Expected), StakeMinor = (long)Math.Round(line.Line.Chance * line.Expected) })];
    }

    private static bool Matches(AtRiskLine line, AtRiskRequest request) => line.Chance >= request.MinChance
        && (request.MinStakeMinor is not { } least || line.StakeMinor >= least)
        && (request.Segment is not { } segment || line.Segment == segment)
        && (request.Country is not { } country || line.Country == country)
        && (request.Search is not { Length: > 0 } search || line.Key.Contains(search, StringComparison.OrdinalIgnoreCase));

    private static int[] Distribute(IReadOnlyList<AtRiskLine> lines)
    {
        var counts = new int[Tenths];
        foreach (var line in lines)
        {
            counts[Math.Clamp((int)(line.Chance * Tenths), 0, Tenths - 1)]++;
        }

        return counts;
    }

    // A set never changes, and a snapshot of one fingerprint does not either: both together are read once.
    private async Task<ReadSet> ReadAsync(ScoreSet set, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(set.ShopId, cancellationToken).ConfigureAwait(false);
        var columns = await facts.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        var key = new ReadKey(set.Id, columns.Scores.ValueSetId, snapshot.Header.Fingerprint);
        if (_newest.TryGetValue(set.ShopId, out var kept) && kept.Key == key)
        {
            return kept;
        }

        var details = JsonSerializer.Deserialize<ChurnDetails>(set.DetailsJson ?? "", ScoreJson.Options)
            ?? throw new InvalidDataException($"Score set {set.Id} has no details.");
        var rows = await scores.ScoresAsync(set.Id, cancellationToken).ConfigureAwait(false);
        var lines = Valued([.. rows.Select(row => Line(snapshot, columns, row))], customer => Expected(snapshot, columns, customer));
        var horizon = lines.Any(line => line.ExpectedMinor is not null) ? columns.Scores.ValueHorizonDays : null;
        return _newest[set.ShopId] = new ReadSet(key, set.AsOfUtc, details, horizon, lines);
    }

    private static double Expected(Snapshot snapshot, CustomerFacts facts, string key) =>
        snapshot.Customers.Find(key) is >= 0 and var customer ? Math.Max(0, facts.Scores.ExpectedMinor[customer]) : double.NaN;

    private static AtRiskLine Line(Snapshot snapshot, CustomerFacts facts, CustomerScore score)
    {
        var details = score.DetailsJson is { } json ? JsonSerializer.Deserialize<ChurnScoreDetails>(json, ScoreJson.Options) : null;
        var customer = snapshot.Customers.Find(score.CustomerKey);
        return new AtRiskLine(score.CustomerKey, score.Value, details?.StakeMinor ?? 0, details?.Reasons ?? [])
        {
            Segment = customer < 0 ? null : facts.Rfm.SegmentOf(customer),
            Country = customer < 0 ? null : snapshot.Customers.Country[customer],
        };
    }

    internal readonly record struct ReadKey(long ChurnSetId, long? ValueSetId, string Fingerprint);

    internal sealed record ReadSet(ReadKey Key, DateTime AsOfUtc, ChurnDetails Details, int? ValueHorizonDays, IReadOnlyList<AtRiskLine> Lines);
}
