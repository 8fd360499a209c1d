using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.AtRisk;

/// <summary>A model's term as a sentence: the feature, its value, and which way it pushes.</summary>
internal sealed class ReasonWords(IStringLocalizer<CustomerWords> words, StudioFormat format)
{
    private const int MostExtraDecimals = 6;

    private static readonly HashSet<string> s_logarithms = ["spend", "basket", "last-basket", "spend-90", "units"];

    private static readonly HashSet<string> s_shares =
        ["alive", "silence", "familiar-share", "returned-share", "item-retention", "last-item-retention", "vitality", "last-vitality"];

    public string Of(ScoreReason reason)
    {
        var name = reason.Second is { } second ? words["Pair", Name(reason.Feature), Name(second)].Value : Name(reason.Feature);
        name = reason.Products is { Count: > 0 } products ? words["SuchAs", name, List(products)].Value : name;
        var value = reason.Value is { } number ? words["FeatureValue", name, Figure(reason.Feature, number)].Value : name;
        return words[reason.LogOdds >= 0 ? "SpeaksForLeaving" : "SpeaksForStaying", value].Value;
    }

    /// <summary>Names one after the other.</summary>
    public string List(IReadOnlyList<string> names) => string.Join(words["NameSeparator"].Value, names);

    /// <summary>A feature's value as people read it: shares in per cent, amounts as amounts.</summary>
    public string Figure(string feature, double value) => Figure(feature, value, extraDecimals: 0);

    /// <summary>The bins of a shape function by where each begins, with as many decimals as tell them apart.</summary>
    public IReadOnlyList<string> Bins(string feature, IReadOnlyList<double> cuts)
    {
        var borders = Borders(feature, cuts);
        return [words["NotKnown"].Value, cuts.Count == 0 ? words["Any"].Value : "< " + borders[0], .. borders.Select(border => "≥ " + border)];
    }

    private string[] Borders(string feature, IReadOnlyList<double> cuts)
    {
        string[] borders = [];
        for (var extra = 0; extra <= MostExtraDecimals && (extra == 0 || borders.Distinct().Count() < borders.Length); extra++)
        {
            borders = [.. cuts.Select(cut => Figure(feature, cut, extra))];
        }

        return borders;
    }

    private string Figure(string feature, double value, int extraDecimals)
    {
        var shown = Shown(feature, value);
        return s_shares.Contains(feature)
            ? format.Percent(shown, extraDecimals)
            : format.Number(shown, (Math.Abs(shown) >= 10 || shown == Math.Round(shown) ? 0 : Math.Abs(shown) >= 1 ? 1 : 2) + extraDecimals);
    }

    /// <summary>The model looks at logarithms of amounts; nobody else should have to.</summary>
    public static double Shown(string feature, double value) => s_logarithms.Contains(feature) ? Math.Exp(value) - 1 : value;

    public string Name(string feature) => words["Feature_" + feature].Value;
}
