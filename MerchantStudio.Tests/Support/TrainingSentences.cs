using System.Globalization;
using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Tests.Support;

/// <summary>Texts of the ledger as the pages say them.</summary>
internal static class TrainingSentences
{
    private static readonly TrainingText s_text = new(new ServiceCollection().AddLogging().AddLocalization()
        .BuildServiceProvider().GetRequiredService<IStringLocalizer<TrainingWords>>());

    public static string Of(string error, string culture) => In(culture, () => s_text.Error(error));

    public static string EngineName(string provider, string culture) => In(culture, () => s_text.Engine(provider));

    private static string In(string culture, Func<string> say)
    {
        var (before, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (new CultureInfo(culture), new CultureInfo(culture));
        try
        {
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, words);
        }
    }
}
