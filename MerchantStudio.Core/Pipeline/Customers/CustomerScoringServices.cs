using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Settings of the scoring of customers.</summary>
public sealed class CustomerScoringOptions
{
    public const string Section = "MerchantStudio:Churn";
    public const string LifetimeValueSection = "MerchantStudio:LifetimeValue";

    /// <summary>Days without a purchase that count as having left, 1 to 1825; null takes what the shop's own gaps suggest.</summary>
    public int? HorizonDays { get; set; }

    /// <summary>Customers of the smaller outcome below which nothing is shown as a number. 10 to 100000.</summary>
    public int MinimumPerClass { get; set; } = 50;

    /// <summary>Seed of folds and resamples.</summary>
    public ulong Seed { get; set; } = 1;
}

internal sealed class CustomerScoringOptionsValidator : IValidateOptions<CustomerScoringOptions>
{
    public ValidateOptionsResult Validate(string? name, CustomerScoringOptions options)
    {
        List<string> problems = [];
        if (options.HorizonDays is < 1 or > 1825)
        {
            problems.Add($"{CustomerScoringOptions.Section}:HorizonDays must be 1 to 1825, not {options.HorizonDays}.");
        }

        if (options.MinimumPerClass is < 10 or > 100_000)
        {
            problems.Add($"{CustomerScoringOptions.Section}:MinimumPerClass must be 10 to 100000, not {options.MinimumPerClass}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

internal sealed class LifetimeValueOptionsValidator : IValidateOptions<LifetimeValueOptions>
{
    public ValidateOptionsResult Validate(string? name, LifetimeValueOptions options)
    {
        List<string> problems = [];
        Check(problems, nameof(options.HorizonWeeks), options.HorizonWeeks, 1, 520);
        Check(problems, nameof(options.YearlyDiscount), options.YearlyDiscount, 0, 1);
        Check(problems, nameof(options.TotalValueYears), options.TotalValueYears, 1, 20);
        Check(problems, nameof(options.MinimumRepeatCustomers), options.MinimumRepeatCustomers, 2, 100_000);
        Check(problems, nameof(options.MinimumWeeks), options.MinimumWeeks, 1, 520);
        Check(problems, nameof(options.MaxIterations), options.MaxIterations, 10, 10_000);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            problems.Add(FormattableString.Invariant($"{CustomerScoringOptions.LifetimeValueSection}:{key} must be {least} to {most}, not {value}."));
        }
    }
}

public static class CustomerScoringServices
{
    /// <summary>Registers the scoring of customers; needs storage and snapshots.</summary>
    public static IServiceCollection AddCustomerScoring(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CustomerScoringOptions>().Bind(configuration.GetSection(CustomerScoringOptions.Section)).ValidateOnStart();
        services.AddOptions<LifetimeValueOptions>().Bind(configuration.GetSection(CustomerScoringOptions.LifetimeValueSection)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CustomerScoringOptions>, CustomerScoringOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LifetimeValueOptions>, LifetimeValueOptionsValidator>());
        services.AddOptions<IntentScoringOptions>().Bind(configuration.GetSection(IntentScoringOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IntentScoringOptions>, IntentScoringOptionsValidator>());
        services.TryAddSingleton<IntentScorings>();
        services.TryAddSingleton<ScoreStore>();
        services.TryAddSingleton<ScoringFailureStore>();
        services.TryAddSingleton<ScoringAttempts>();
        services.TryAddSingleton<PredictionSettingsStore>();
        services.TryAddSingleton<NoteStore>();
        services.TryAddSingleton<CustomerScoring>();
        return services;
    }
}
