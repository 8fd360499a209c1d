using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Intent;

/// <summary>Which running sessions are likely to end in a purchase, how good that is, and what a threshold earns.</summary>
public sealed partial class IntentPage
{
    private bool _asked;

    [Inject]
    public required IStringLocalizer<IntentWords> L { get; init; }

    [Inject]
    public required IntentQuery Query { get; init; }

    [Inject]
    public required IScoringQueue Scoring { get; init; }

    private IntentChoice Choice => IntentChoice.Read(State.Address, State.Shop.Currency);

    private IntentText Words => new(L, Format, State.Shop.Currency);

    private IntentCharts Charts => new(L, Words);

    private string? Subtitle => Model is { } model ? L["LearnedAsOf", Format.DayAndTime(model.AsOfUtc, State.Shop)].Value : null;

    protected override Task<IntentReport?> LoadAsync(CancellationToken cancellationToken) => Query.RunAsync(State.Shop.Id, cancellationToken);

    private string? Share(double? share) => share is { } value ? Format.Percent(value) : null;

    private IEnumerable<(string Name, string Ours, string Plain, string Base)> Figures(IntentTest test)
    {
        yield return Row("AUC", figures => figures.Auc);
        yield return Row(L["AveragePrecision"], figures => figures.AveragePrecision);
        yield return Row("Brier", figures => figures.Brier);
        yield return Row(L["LogLoss"], figures => figures.LogLoss);
        yield return ("ECE", Format.Number(test.Model.ExpectedCalibrationError, 3), Format.Number(test.Logistic.ExpectedCalibrationError, 3), Format.Number(test.BaseRate.ExpectedCalibrationError, 3));

        (string, string, string, string) Row(string name, Func<PredictionFigures, Interval> pick) =>
            (name, Text(pick(test.Model)), Text(pick(test.Logistic)), Text(pick(test.BaseRate)));
    }

    private string Text(Interval interval) =>
        L["ValueWithInterval", Format.Number(interval.Value, 3), Format.Number(interval.Low, 3), Format.Number(interval.High, 3)].Value;

    private async Task ScoreAsync()
    {
        await Scoring.EnqueueAsync(State.Shop.Id, Lifetime);
        _asked = true;
    }
}
