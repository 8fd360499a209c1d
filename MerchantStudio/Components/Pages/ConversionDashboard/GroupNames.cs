using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ConversionDashboard;

/// <summary>Groups of visits in the reader's words.</summary>
internal static class GroupNames
{
    public static string Of(IStringLocalizer<ConversionWords> words, ConversionDimension dimension, string? name) => name switch
    {
        null => words["NotNamed"],
        VisitGroup.Rest => words["RestOfGroups"],
        _ when dimension == ConversionDimension.Visitor => words["Visitor_" + name],
        _ => name,
    };
}
