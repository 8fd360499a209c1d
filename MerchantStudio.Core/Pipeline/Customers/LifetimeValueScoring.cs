using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>A scoring of lifetime value.</summary>
public sealed record LifetimeValueSet(LifetimeValueDetails Details, IReadOnlyList<CustomerScore> Scores);

/// <summary>Fits, back-tests and scores lifetime value of a shop.</summary>
public static class LifetimeValueScoring
{
    private const int SecondsPerDay = 86_400;
    private const int DaysPerWeek = 7;

    // The last third of the shop's days is held out, as in the paper's 39 weeks of 78 but kinder to short histories.
    private const int HeldOutPart = 3;

    public static LifetimeValueSet Run(
        ShopPurchases purchases, DateTime asOfUtc, LifetimeValueOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var minorPerMajor = Currencies.MinorPerMajor(purchases.Currency);
        var endDay = EndDay(purchases, asOfUtc);
        var data = RepeatPurchases.FromLog(purchases.Log, endDay, minorPerMajor);
        var details = Describe(options, data);
        if (details.Missing.Count > 0)
        {
            return new LifetimeValueSet(details, []);
        }

        var fit = LifetimeValueModel.Fit(data, options, cancellationToken);
        var scores = LifetimeValueScorer.Score(data, fit, options, cancellationToken);
        details = details with
        {
            Parameters = [.. Parameters(fit)],
            SeesNobodyLeave = fit.SeesNobodyLeave,
            Converged = fit.PurchaseFit.Converged && fit.SpendFit is not { Converged: false },
            ExpectedPurchases = scores.ExpectedPurchases.Sum(),
            ExpectedSpend = scores.ExpectedSpend.Sum(),
            BackTest = RunBackTest(purchases, endDay, options, cancellationToken),
            Seconds = time.GetElapsedTime(started).TotalSeconds,
        };
        return new LifetimeValueSet(details, Scores(purchases, data, fit.Purchases, scores, asOfUtc, minorPerMajor));
    }

    private static LifetimeValueDetails Describe(LifetimeValueOptions options, RepeatPurchases data)
    {
        var readiness = LifetimeValueReadiness.Of(data, options);
        List<MissingData> missing = [];
        if (readiness.MissingRepeatCustomers > 0)
        {
            missing.Add(new MissingData("returning-customers", options.MinimumRepeatCustomers, readiness.RepeatCustomers));
        }

        if (readiness.MissingWeeks > 0)
        {
            missing.Add(new MissingData("weeks-of-orders", options.MinimumWeeks, readiness.Weeks));
        }

        return new LifetimeValueDetails
        {
            HorizonWeeks = options.HorizonWeeks,
            YearlyDiscount = options.YearlyDiscount,
            TotalValueYears = options.TotalValueYears,
            Missing = missing,
            Customers = data.Count,
        };
    }

    private static IEnumerable<ModelParameter> Parameters(LifetimeValueFit fit) =>
        fit.PurchaseFit.Parameters.Concat(fit.SpendFit?.Parameters ?? []).Select(p => new ModelParameter(p.Name, p.Value, p.Low, p.High));

    /// <summary>Null when too little lies before the split to fit on.</summary>
    private static ValueBackTest? RunBackTest(ShopPurchases purchases, int endDay, LifetimeValueOptions options, CancellationToken cancellationToken)
    {
        var minorPerMajor = Currencies.MinorPerMajor(purchases.Currency);
        var start = purchases.Log.Day.Min();
        var splitDay = endDay - Math.Max(DaysPerWeek, (endDay - start) / HeldOutPart / DaysPerWeek * DaysPerWeek);
        var before = RepeatPurchases.FromLog(purchases.Log, splitDay, minorPerMajor);
        return before.Frequency.Count(x => x > 0) < options.MinimumRepeatCustomers
            ? null
            : ToDomain(BackTest.Run(purchases.Log, splitDay, endDay, options, minorPerMajor, cancellationToken));
    }

    public static ValueBackTest ToDomain(BackTestReport report) => new()
    {
        CalibrationWeeks = report.CalibrationWeeks,
        HeldOutWeeks = report.HeldOutWeeks,
        Customers = report.Customers,
        ActualPurchases = report.ActualTotal,
        ExpectedPurchases = report.Model.Total,
        NaivePurchases = report.Naive.Total,
        ModelError = report.Model.RootMeanSquareError,
        NaiveError = report.Naive.RootMeanSquareError,
        NaiveIsBetter = report.NaiveIsBetter,
        ActualSpend = report.ActualSpend,
        ExpectedSpend = report.ExpectedSpend,
        Groups = [.. report.ByFrequency.Select(g => new BackTestGroup(g.Frequency, g.IsOpenEnded, g.Customers, g.Actual, g.Expected, g.Naive))],
        Weeks = [.. report.Cumulative.Select(w => new BackTestWeek(w.Week, w.Actual, w.Expected, w.IsHeldOut))],
    };

    private static List<CustomerScore> Scores(
        ShopPurchases purchases, RepeatPurchases data, BgNbdParameters purchaseModel, LifetimeValueScores scores, DateTime asOfUtc, int minorPerMajor)
    {
        var list = new List<CustomerScore>(data.Count);
        for (var row = 0; row < data.Count; row++)
        {
            var spendMinor = (long)Math.Round(Math.Min(scores.ExpectedSpend[row] * minorPerMajor, long.MaxValue / 2));
            list.Add(new CustomerScore
            {
                ScoreSetId = 0,
                CustomerKey = purchases.Keys[data.Customer[row]],
                Value = scores.TotalValue[row],
                DetailsJson = JsonSerializer.Serialize(
                    new LifetimeValueScoreDetails(
                        scores.ProbabilityAlive[row], scores.ExpectedPurchases[row], spendMinor,
                        NextOrder(scores.WeeksToNextOrder[row], asOfUtc), NextOrder(Wait(row, 0.25), asOfUtc), NextOrder(Wait(row, 0.75), asOfUtc)), ScoreJson.Options),
            });
        }

        return list;

        double Wait(int row, double share) => BgNbd.WaitingTime(purchaseModel, data.Frequency[row], data.Age[row], share);
    }

    // Beyond ten years a date would only pretend to know.
    private static DateTime? NextOrder(double weeks, DateTime asOfUtc) => weeks * DaysPerWeek < 3_650 ? asOfUtc.AddDays(weeks * DaysPerWeek) : null;

    // The log ends at the moment of scoring; its last day counts as observed.
    private static int EndDay(ShopPurchases purchases, DateTime asOfUtc)
    {
        var asOfDay = (int)((asOfUtc - DateTime.UnixEpoch).TotalSeconds / SecondsPerDay);
        return purchases.Log.LineCount == 0 ? asOfDay : Math.Max(purchases.Log.Day.Max() + 1, asOfDay);
    }
}
