using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Components.CustomerScience;

/// <summary>What scorings leave behind, small enough to be read.</summary>
internal static class CustomerScienceDetails
{
    public static readonly DateTime AsOf = new(2011, 12, 9, 12, 0, 0, DateTimeKind.Utc);

    private static readonly DateTime s_cutoff = AsOf.AddDays(-90);

    public static ChurnDetails Churn { get; } = new()
    {
        HorizonDays = 90,
        ProposedHorizonDays = 90,
        ActiveDays = 180,
        Missing = [],
        Rhythm = new RhythmDetails { Gaps = 500, MedianDays = 28, LongDays = 70, Counts = [new GapCount(1, 8, 300), new GapCount(8, null, 200)] },
        Test = new ChurnTest
        {
            Protocol = "rolling", CutoffUtc = s_cutoff, HorizonDays = 90, TrainingRows = 900, TrainingCutoffsUtc = [s_cutoff.AddDays(-90)],
            Model = Figures(0.76), Logistic = Figures(0.74),
        },
        Months =
        [
            new ChurnMonth
            {
                CutoffUtc = s_cutoff, Customers = 250, Left = 100, ExpectedToLeave = 110.4, Auc = new Interval(0.76, 0.72, 0.8), LogisticAuc = 0.74, Brier = 0.19, LogisticBrier = 0.2,
                ExpectedCalibrationError = 0.03, TopTenthLift = 1.9,
            },
        ],
        Intercept = -0.4,
        Shapes = [new ShapeFunction("recency", [30, 60], [0, -0.5, 0.1, 0.6], [0, 0.1, 0.1, 0.2], [0, 100, 100, 50], 0.4), new ShapeFunction("spend", [4.6], [0, 0.2, -0.2], [0, 0.1, 0.1], [0, 125, 125], 0.2),
            new ShapeFunction("taste-2", [0], [0, 0.1, -0.1], [0, 0.1, 0.1], [0, 125, 125], 0.1) { LowProducts = ["Bunting", "Cake tin"], HighProducts = ["Lamp"] }],
        Pairs = [new PairFunction("recency", "spend", [30], [4.6], [0, 0, 0, 0, 0.1, -0.1, 0, -0.1, 0.1], [0, 0, 0, 0, 60, 60, 0, 65, 65], 0.1)],
        Seconds = 2,
    };

    public static LifetimeValueDetails Value { get; } = new()
    {
        HorizonWeeks = 52,
        YearlyDiscount = 0.1,
        TotalValueYears = 5,
        Missing = [],
        Parameters = [new ModelParameter("r", 0.243, 0.22, 0.27), new ModelParameter("a", 0.793, null, null)],
        Converged = true,
        Customers = 2_357,
        ExpectedPurchases = 1_234.4,
        ExpectedSpend = 56_789,
        BackTest = new ValueBackTest
        {
            CalibrationWeeks = 39, HeldOutWeeks = 39, Customers = 2_357, ActualPurchases = 1_788, ExpectedPurchases = 1_700, NaivePurchases = 2_000, ModelError = 1.61, NaiveError = 1.5, NaiveIsBetter = true,
            ActualSpend = 60_000, ExpectedSpend = 58_000, Groups = [new BackTestGroup(0, false, 1_400, 0.2, 0.25, 0)], Weeks = [new BackTestWeek(1, 10, 11, false), new BackTestWeek(40, 900, 880, true)],
        },
        Seconds = 0.5,
    };

    private static PredictionFigures Figures(double auc) => new()
    {
        Customers = 250, Positives = 100, Auc = new Interval(auc, auc - 0.04, auc + 0.04), AveragePrecision = new Interval(0.6, 0.5, 0.7), Brier = new Interval(0.19, 0.18, 0.2),
        LogLoss = new Interval(0.57, 0.55, 0.59), ExpectedCalibrationError = 0.03, TopTenthLift = new Interval(1.9, 1.6, 2.2), HasSkill = true,
        Calibration = [new CalibrationBin(0, 0.1, 100, 0.05, 0.06, 0.03, 0.1), new CalibrationBin(0.5, 0.6, 150, 0.55, 0.5, 0.4, 0.6)],
        Roc = [[0, 0, 0, 0], [1, 1, 1, 1]], PrecisionRecall = [[0, 0.8, 0.7, 0.9], [1, 0.4, 0.4, 0.4]],
    };
}
