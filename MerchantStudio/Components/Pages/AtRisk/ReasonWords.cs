using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.AtRisk;

/// <summary>A model's term as a sentence: the feature, its value, and which way it pushes.</summary>
internal sealed class ReasonWords(IStringLocalizer<CustomerWords> words, StudioFormat format)
{
    public string Of(ScoreReason reason)
    {
        var name = reason.Second is { } second ? words["Pair", Name(reason.Feature), Name(second)].Value : Name(reason.Feature);
        var value = reason.Value is { } number ? words["FeatureValue", name, format.Number(number)].Value : name;
        return words[reason.LogOdds >= 0 ? "SpeaksForLeaving" : "SpeaksForStaying", value].Value;
    }

    public string Name(string feature) => words["Feature_" + feature].Value;
}
