using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Intent;

/// <summary>A model's term in words: the feature, its value as a person would say it, and which way it pushes.</summary>
public sealed class IntentText(IStringLocalizer<IntentWords> words, StudioFormat format, string currency)
{
    // Amounts are kept as logarithms of minor units.
    private static readonly HashSet<string> s_money = ["cart-value", "mean-price", "last-price", "spend"];
    private static readonly HashSet<string> s_seconds = ["last-gap", "longest-gap", "pace"];
    private static readonly HashSet<string> s_shares = ["known-products"];

    public string Of(ScoreReason reason)
    {
        var name = reason.Second is { } second ? words["Both", Name(reason.Feature), Name(second)].Value : Name(reason.Feature);
        var value = reason.Value is { } number ? words["FeatureValue", name, Value(reason.Feature, number)].Value : name;
        return words[reason.LogOdds >= 0 ? "SpeaksFor" : "SpeaksAgainst", value].Value;
    }

    public string Name(string feature) => words["Feature_" + feature].Value;

    public string Value(string feature, double value) => feature switch
    {
        "weekday" => words["Day_" + (int)Math.Clamp(value, 0, 6)].Value,
        "hour" => format.Whole((long)value) + ":00",
        "checkout" => words["Checkout_" + (int)Math.Clamp(value, 0, 3)].Value,
        "left-cart" => words[value > 0 ? "Yes" : "No"].Value,
        "minutes" => format.Duration(TimeSpan.FromMinutes(value)),
        _ when s_money.Contains(feature) => format.Money((long)Math.Round(Math.Exp(Math.Min(value, 40)) - 1), currency),
        _ when s_seconds.Contains(feature) => format.Duration(TimeSpan.FromSeconds(Math.Min(value, 1e8))),
        _ when s_shares.Contains(feature) => format.Percent(value, 0),
        _ => format.Number(value, value == Math.Round(value) ? 0 : 1),
    };

    /// <summary>A bin of a shape, by its borders.</summary>
    public string Bin(string feature, IReadOnlyList<double> cuts, int bin) => bin switch
    {
        0 => words["NotKnown"].Value,
        1 when cuts.Count == 0 => words["Any"].Value,
        1 => "< " + Border(feature, cuts[0]),
        _ => "≥ " + Border(feature, cuts[bin - 2]),
    };

    // A border lies between two values that occur: of whole numbers and of named steps the upper one starts the bin.
    private string Border(string feature, double cut) => Value(feature, cut * 2 == Math.Round(cut * 2) && !s_money.Contains(feature) ? Math.Ceiling(cut) : cut);
}
