using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>Settings of the churn model.</summary>
public sealed record ChurnOptions
{
    /// <summary>Days without a purchase that count as having left. 1 to 1825.</summary>
    public int HorizonDays { get; init; } = 90;

    /// <summary>Only customers with a purchase in so many days before the cut-off are looked at. 1 or more.</summary>
    public int ActiveDays { get; init; } = 180;

    /// <summary>Days between one training cut-off and the next. 1 or more.</summary>
    public int CutoffStepDays { get; init; } = 30;

    /// <summary>Training cut-offs at most. 1 or more.</summary>
    public int MaxCutoffs { get; init; } = 12;

    /// <summary>Customers of the smaller class below which nothing is shown as a number. 1 or more.</summary>
    public int MinimumPerClass { get; init; } = 50;

    /// <summary>Months of the back-test at most. 0 or more.</summary>
    public int BackTestMonths { get; init; } = 6;

    /// <summary>Rows to learn from above which only some of the customers are taken. 1000 or more.</summary>
    public int MaxTrainingRows { get; init; } = 300_000;

    /// <summary>One in so many customers is looked at, chosen by hash; 1 for all.</summary>
    public int OneIn { get; init; } = 1;

    /// <summary>Minor units in a major one.</summary>
    public double MinorPerMajor { get; init; } = 100;

    public BoostingOptions Boosting { get; init; } = new();
}
