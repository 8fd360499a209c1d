using System.Text.Json;
using MerchantStudio.Access;
using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>The versions of a shop's models: which one answers, which others could.</summary>
public sealed partial class ModelsPage
{
    [Inject]
    public required IStringLocalizer<TrainingWords> L { get; init; }

    [Inject]
    public required TrainingText Words { get; init; }

    [Inject]
    public required ModelRegistry Registry { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    /// <summary>All versions, newest first.</summary>
    public sealed record ModelsView(IReadOnlyList<VersionLine> Versions)
    {
        public bool CanRollBack => Versions.Any(line => line.Version is { IsLive: false, MadeLiveUtc: not null });
    }

    /// <summary>A version with its figures.</summary>
    public sealed record VersionLine(ModelVersion Version, EvaluationReport? Report)
    {
        public MetricValue? Figure(string variant) => Report is null ? null : Metrics.Find(Report, variant, "ndcg", 10);
    }

    protected override async Task<ModelsView?> LoadAsync(CancellationToken cancellationToken)
    {
        var versions = await Registry.ListAsync(State.Shop.Id, cancellationToken);
        return versions.Count == 0 ? null : new ModelsView([.. versions
            .OrderByDescending(version => version.IsLive)
            .Select(version => new VersionLine(version, JsonSerializer.Deserialize<EvaluationReport>(version.ReportJson, JsonSerializerOptions.Web)))]);
    }

    private string Verdict(VersionLine line) => line.Report is null || line.Version.Model == TrainingRequests.Models[0]
        ? L["IsTheMeasure"]
        : Metrics.Verdict(new ModelResult { Model = line.Version.Model, Report = line.Report }, line.Report.Variants[0].Variant, 10, L);

    private async Task MakeLiveAsync(VersionLine line)
    {
        var name = L["ModelVersion", Words.Model(line.Version.Model), line.Version.Version];
        var warning = line.Version.BetterThanPopularity ? "" : " " + L["NotBetterWarning"];
        var sure = await ConfirmDialog.AskAsync(Dialogs, new Question(
            L["MakeLiveQuestion", name], L["MakeLiveText"] + warning, L["MakeLive"], L["Close"], Dangerous: !line.Version.BetterThanPopularity));
        if (sure)
        {
            await Registry.MakeLiveAsync(State.Shop.Id, line.Version.Id, await ActorAsync(), Lifetime);
            await ReloadAsync();
        }
    }

    private async Task RollBackAsync()
    {
        var sure = await ConfirmDialog.AskAsync(Dialogs, new Question(
            L["RollBackQuestion"], L["RollBackText"], L["RollBack"], L["Close"]));
        if (sure)
        {
            await Registry.RollBackAsync(State.Shop.Id, await ActorAsync(), Lifetime);
            await ReloadAsync();
        }
    }

    private async Task<Actor> ActorAsync() => (await People.GetAuthenticationStateAsync()).User.AsActor(State.Shop.Id);
}
