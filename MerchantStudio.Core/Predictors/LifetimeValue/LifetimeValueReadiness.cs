namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>Whether a shop has enough for lifetime value, and what is missing.</summary>
/// <param name="IsReady">Below this nothing is shown as a number.</param>
/// <param name="RepeatCustomers">Customers with a repeat purchase.</param>
/// <param name="MissingRepeatCustomers">"37 more returning customers".</param>
/// <param name="Weeks">Weeks from the first purchase to the end.</param>
/// <param name="MissingWeeks">Weeks of history still to come or to upload.</param>
public sealed record LifetimeValueReadiness(bool IsReady, int RepeatCustomers, int MissingRepeatCustomers, double Weeks, double MissingWeeks)
{
    public static LifetimeValueReadiness Of(RepeatPurchases data, LifetimeValueOptions options)
    {
        var repeating = data.Frequency.Count(x => x > 0);
        var weeks = data.Count == 0 ? 0 : data.Age.Max();
        var missingCustomers = Math.Max(0, options.MinimumRepeatCustomers - repeating);
        var missingWeeks = Math.Max(0, options.MinimumWeeks - weeks);
        return new LifetimeValueReadiness(missingCustomers == 0 && missingWeeks <= 0, repeating, missingCustomers, weeks, missingWeeks);
    }
}
