using Microsoft.Extensions.Options;

namespace MerchantStudio.Hosting;

/// <summary>Finds, in what stopped the start, every setting that is out of its range.</summary>
internal static class SettingProblems
{
    public static IReadOnlyList<string> Of(Exception failure) => failure switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Of)],
        { InnerException: { } inner } => Of(inner),
        _ => [],
    };
}
