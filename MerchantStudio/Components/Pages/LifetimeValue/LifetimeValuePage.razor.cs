using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.LifetimeValue;

/// <summary>What customers are worth, and the back-test that says how far to believe it.</summary>
public sealed partial class LifetimeValuePage
{
    [Inject]
    public required IStringLocalizer<CustomerWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<PredictionWords> P { get; init; }

    [Inject]
    public required LifetimeValueQuery Query { get; init; }

    private string? Subtitle => Model is { } model ? L["ScoredAsOf", Format.Day(model.AsOfUtc, State.Shop)].Value : null;

    private long SpendMinor => (long)Math.Round((Model?.Details.ExpectedSpend ?? 0) * Currencies.MinorPerMajor(State.Shop.Currency));

    protected override Task<LifetimeValueReport?> LoadAsync(CancellationToken cancellationToken) => Query.RunAsync(State.Shop.Id, cancellationToken);

    private string Major(double amount) => Format.Money((long)Math.Round(amount * Currencies.MinorPerMajor(State.Shop.Currency)), State.Shop);

    private string Interval(ModelParameter parameter) => parameter is { Low: { } low, High: { } high }
        ? L["IntervalOf", Format.Number(low, 3), Format.Number(high, 3)].Value
        : L["NoInterval"].Value;

    private CurveChart Cumulative(ValueBackTest test) => new()
    {
        Title = L["CumulativeTitle"],
        Definition = L["CumulativeText", Format.Number(test.HeldOutWeeks, 0)],
        X = new NumberAxis(L["Week"], ChartFormat.Whole),
        Y = new ValueAxis(L["RepeatPurchases"], ChartFormat.Whole),
        Series =
        [
            new PointSeries(L["Actual"], [.. test.Weeks.Select(week => new double[] { week.Week, week.Actual })]),
            new PointSeries(L["Expected"], [.. test.Weeks.Select(week => new[] { week.Week, week.Expected })]) { Role = SeriesRole.Context },
        ],
    };

    private BarChart ByFrequency(ValueBackTest test) => new()
    {
        Title = L["ByFrequencyTitle"],
        Definition = L["ByFrequencyText", Format.Number(test.HeldOutWeeks, 0)],
        Labels = ChartLabels.Names(L["PurchasesBefore"], test.Groups.Select(group => group.IsOpenEnded ? $"{group.Frequency}+" : $"{group.Frequency}")),
        Y = new ValueAxis(L["PurchasesAfter"], ChartFormat.Number),
        Series =
        [
            ValueSeries.Of(L["Actual"], test.Groups.Select(group => group.Actual)),
            ValueSeries.Of(L["Expected"], test.Groups.Select(group => group.Expected)),
            ValueSeries.Of(L["SimpleRule"], test.Groups.Select(group => group.Naive)) with { Role = SeriesRole.Context },
        ],
    };
}
