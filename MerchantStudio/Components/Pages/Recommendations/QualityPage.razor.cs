using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Recommendations;

/// <summary>How good the models of one run are: the leaderboard, and where each is good.</summary>
public sealed partial class QualityPage
{
    private const string RunKey = "run";
    private const string KKey = "k";
    private const string MetricKey = "metric";
    private const int RunsOffered = 20;
    private const int UsualK = 10;

    private static readonly string[] s_metrics = ["ndcg", "recall", "precision", "hr", "mrr", "map"];
    private static readonly string[] s_breadth = ["coverage", "gini", "novelty", "diversity"];

    [Inject]
    public required IStringLocalizer<TrainingWords> L { get; init; }

    [Inject]
    public required TrainingText Words { get; init; }

    [Inject]
    public required RunLedger Ledger { get; init; }

    private string Variant => State.Address["variant"] is { } asked && Metrics.Variants(Model!.Result).Contains(asked)
        ? asked
        : Metrics.Variants(Model!.Result)[0];

    private int K => Model!.Ks.Contains(State.Address.Whole(KKey, UsualK)) ? State.Address.Whole(KKey, UsualK) : Model.Ks[0];

    private string Metric => s_metrics.Contains(State.Address[MetricKey]) ? State.Address[MetricKey]! : s_metrics[0];

    /// <summary>The run that is looked at and the others that could be.</summary>
    public sealed record QualityView(TrainingRun Run, TrainingResult Result, IReadOnlyList<TrainingRun> Runs)
    {
        public IReadOnlyList<int> Ks { get; } = [.. Result.Models.SelectMany(model => model.Report?.Variants ?? [])
            .SelectMany(variant => variant.Metrics).Select(metric => metric.K).Distinct().Order()];
    }

    protected override async Task<QualityView?> LoadAsync(CancellationToken cancellationToken)
    {
        var runs = await Ledger.WithResultAsync(State.Shop.Id, RunsOffered, cancellationToken);
        var asked = State.Address.Whole(RunKey, 0);
        // A run of all models is the leaderboard; a run of one model only when there is no other.
        var run = runs.FirstOrDefault(one => one.Id == asked)
            ?? runs.FirstOrDefault(one => one.Model == TrainingRequest.AllModels) ?? runs.FirstOrDefault();
        var result = run is null ? null : TrainingResult.Of(run);
        return result?.Models.Any(model => model.Report is not null) == true ? new QualityView(run!, result, runs) : null;
    }
}
