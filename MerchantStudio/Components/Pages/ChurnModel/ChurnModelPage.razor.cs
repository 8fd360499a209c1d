using MerchantStudio.Components.Pages.AtRisk;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ChurnModel;

/// <summary>How the churn model thinks: importance, every strong shape with its uncertainty and how many stand where, pairs.</summary>
public sealed partial class ChurnModelPage
{
    [Inject]
    public required IStringLocalizer<CustomerWords> L { get; init; }

    [Inject]
    public required AtRiskQuery Query { get; init; }

    private ReasonWords Words => new(L, Format);

    private AtRiskCharts Charts => new(L, Format);

    protected override Task<AtRiskReport?> LoadAsync(CancellationToken cancellationToken) =>
        Query.RunAsync(new AtRiskRequest(State.Shop.Id) { Take = 1 }, cancellationToken);

    private IEnumerable<(string Name, string Ours, string Plain)> Figures(ChurnTest test)
    {
        yield return Row("AUC", figures => figures.Auc);
        yield return Row(L["AveragePrecision"], figures => figures.AveragePrecision);
        yield return Row("Brier", figures => figures.Brier);
        yield return Row(L["LogLoss"], figures => figures.LogLoss);
        yield return Row(L["TopLift"], figures => figures.TopTenthLift);
        yield return ("ECE", Format.Number(test.Model.ExpectedCalibrationError, 3), Format.Number(test.Logistic.ExpectedCalibrationError, 3));

        (string, string, string) Row(string name, Func<PredictionFigures, Interval> pick) => (name, Text(pick(test.Model)), Text(pick(test.Logistic)));
    }

    private string Text(Interval interval) =>
        L["ValueWithInterval", Format.Number(interval.Value, 3), Format.Number(interval.Low, 3), Format.Number(interval.High, 3)].Value;
}
