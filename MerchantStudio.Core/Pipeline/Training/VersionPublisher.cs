using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Serving;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// Turns the finished parts of a run into versions. Safe to do twice: what a process that was killed in the middle had
/// published already is found and kept.
/// </summary>
public sealed class VersionPublisher(ModelRegistry registry, RunServices runs)
{
    internal async Task<IReadOnlyList<ModelResult>> PublishAsync(
        TrainingRun run, TrainingRequest request, RunParts parts, IReadOnlyList<ModelResult> results, CancellationToken cancellationToken)
    {
        var present = await registry.ListAsync(run.ShopId, cancellationToken).ConfigureAwait(false);
        var published = new List<ModelResult>();
        foreach (var result in results)
        {
            var version = parts.Has(result.Model)
                ? present.FirstOrDefault(one => one.RunId == run.Id && one.Model == result.Model)
                    ?? await PublishAsync(run, parts, result, cancellationToken).ConfigureAwait(false)
                : null;
            published.Add(result with { VersionId = version?.Id });
        }
        if (request.MakeLiveWhenFirst && !present.Any(version => version.IsLive))
        {
            await MakeBestLiveAsync(run.ShopId, published, cancellationToken).ConfigureAwait(false);
        }
        parts.Clear();
        return published;
    }

    private async Task<ModelVersion> PublishAsync(TrainingRun run, RunParts parts, ModelResult result, CancellationToken cancellationToken)
    {
        var place = runs.Folders.Artefact(run.ShopId, result.Model, run.Id);
        if (!Directory.Exists(place))
        {
            Directory.Move(parts.ArtefactOf(result.Model), place);
        }
        return await registry.AddAsync(new ModelVersion
        {
            ShopId = run.ShopId,
            RunId = run.Id,
            Model = result.Model,
            Version = 0,
            ArtefactFolder = runs.Folders.Relative(place),
            CreatedUtc = runs.Time.GetUtcNow().UtcDateTime,
            ReportJson = JsonSerializer.Serialize(result.Report, JsonSerializerOptions.Web),
            BetterThanPopularity = result.BetterThanPopularity ?? false,
        }, cancellationToken).ConfigureAwait(false);
    }

    // The best on validation, not on the test: the test's figures stay honest only when nobody chooses by them.
    private async Task MakeBestLiveAsync(int shopId, IEnumerable<ModelResult> published, CancellationToken cancellationToken)
    {
        var best = published
            .Where(result => result is { VersionId: not null, BetterThanPopularity: true })
            .MaxBy(result => result.Report!.Variants[0].ValidationNdcg10 ?? double.MinValue);
        if (best is not null)
        {
            await registry.MakeLiveAsync(shopId, best.VersionId!.Value, new Actor(null, "training", shopId), cancellationToken).ConfigureAwait(false);
        }
    }
}
