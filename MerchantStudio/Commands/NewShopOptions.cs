using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Core.Domain;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Commands;

/// <summary>What a shop gets that a command has to create; section <c>MerchantStudio:NewShop</c>.</summary>
internal sealed class NewShopOptions
{
    public const string Section = "MerchantStudio:NewShop";

    /// <summary>ISO 4217 code, unless the command or the file names one.</summary>
    public string Currency { get; set; } = "GBP";

    /// <summary>IANA time zone, unless the command names one.</summary>
    public string TimeZone { get; set; } = "Europe/London";
}

internal sealed class NewShopOptionsValidator : IValidateOptions<NewShopOptions>
{
    public ValidateOptionsResult Validate(string? name, NewShopOptions options)
    {
        List<string> problems = [];
        if (!Currencies.IsCode(options.Currency))
        {
            problems.Add($"{NewShopOptions.Section}:Currency must be three capital letters; it is '{options.Currency}'.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            problems.Add($"{NewShopOptions.Section}:TimeZone must be an IANA time zone; it is '{options.TimeZone}'.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

internal static class CommandRegistration
{
    /// <summary>Registers what only the command line needs.</summary>
    public static IServiceCollection AddCommandLine(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<NewShopOptions>, NewShopOptionsValidator>();
        services.AddOptions<NewShopOptions>().BindConfiguration(NewShopOptions.Section);
        services.AddLocalization();
        services.AddSingleton<TrainingText>();
        services.AddSingleton<NewShops>();
        services.AddSingleton<FileImport>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<FolderWatch>();
        return services;
    }
}
