namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>Settings of the lifetime value model; see <c>MerchantStudio:LifetimeValue</c>.</summary>
public sealed class LifetimeValueOptions
{
    /// <summary>Weeks that "expected purchases" and "expected spend" look ahead. 1 to 520.</summary>
    public double HorizonWeeks { get; set; } = 52;

    /// <summary>Discount per year applied to future spend. 0 to 1.</summary>
    public double YearlyDiscount { get; set; } = 0.10;

    /// <summary>Years that the total value looks ahead. 1 to 20.</summary>
    public double TotalValueYears { get; set; } = 5;

    /// <summary>Customers with a repeat purchase below which nothing is shown as a number. 2 or more.</summary>
    public int MinimumRepeatCustomers { get; set; } = 50;

    /// <summary>Weeks of history below which nothing is shown as a number. 1 or more.</summary>
    public double MinimumWeeks { get; set; } = 12;

    /// <summary>Largest absolute slope (per customer, in logarithms of the parameters) at which a fit has converged.</summary>
    public double GradientTolerance { get; set; } = 1e-8;

    /// <summary>Steps after which a fit that has not converged is given up. 10 to 10000.</summary>
    public int MaxIterations { get; set; } = 300;

    /// <summary>A copy that can be changed without changing this one.</summary>
    public LifetimeValueOptions Copy() => (LifetimeValueOptions)MemberwiseClone();
}
