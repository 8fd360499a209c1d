using System.Collections.Concurrent;
using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>Reads the newest churn scores of a shop.</summary>
public sealed class AtRiskQuery(ScoreStore scores)
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
        var found = set.Lines.Where(line => line.Chance >= request.MinChance
            && (request.Search is not { Length: > 0 } search || line.Key.Contains(search, StringComparison.OrdinalIgnoreCase))).ToList();
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
            Distribution = Distribute(set.Lines),
            Lines = [.. ordered.ThenBy(line => line.Key, StringComparer.Ordinal).Skip(request.Skip).Take(request.Take)],
        };
    }

    private static int[] Distribute(IReadOnlyList<AtRiskLine> lines)
    {
        var counts = new int[Tenths];
        foreach (var line in lines)
        {
            counts[Math.Clamp((int)(line.Chance * Tenths), 0, Tenths - 1)]++;
        }

        return counts;
    }

    // A set never changes, so the newest one of each shop is read once.
    private async Task<ReadSet> ReadAsync(ScoreSet set, CancellationToken cancellationToken)
    {
        if (_newest.TryGetValue(set.ShopId, out var kept) && kept.Id == set.Id)
        {
            return kept;
        }

        var details = JsonSerializer.Deserialize<ChurnDetails>(set.DetailsJson ?? "", ScoreJson.Options)
            ?? throw new InvalidDataException($"Score set {set.Id} has no details.");
        var rows = await scores.ScoresAsync(set.Id, cancellationToken).ConfigureAwait(false);
        return _newest[set.ShopId] = new ReadSet(set.Id, set.AsOfUtc, details, [.. rows.Select(Line)]);
    }

    private static AtRiskLine Line(CustomerScore score)
    {
        var details = score.DetailsJson is { } json ? JsonSerializer.Deserialize<ChurnScoreDetails>(json, ScoreJson.Options) : null;
        return new AtRiskLine(score.CustomerKey, score.Value, details?.StakeMinor ?? 0, details?.Reasons ?? []);
    }

    internal sealed record ReadSet(long Id, DateTime AsOfUtc, ChurnDetails Details, IReadOnlyList<AtRiskLine> Lines);
}
