using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ConversionDashboard;

/// <summary>Says why the conversion rate changed: the parts as they are written add up to the change as it is written.</summary>
internal sealed class WhyWords(IStringLocalizer<ConversionWords> words, StudioFormat format)
{
    private const int MostParts = 6;

    // Two decimals of a point.
    private const int Decimals = 2;
    private const double Visible = 0.00005;

    public WhyModel Of(ConversionDimension dimension, RateChange change)
    {
        var points = Math.Round(change.Change * 100, Decimals);
        var parts = Parts(dimension, change);
        var sentence = words[points > 0 ? "Change_Up" : points < 0 ? "Change_Down" : "Change_Same",
            Math.Abs(points).ToString("N" + Decimals, CultureInfo.CurrentCulture), format.Percent(change.Before, Decimals), format.Percent(change.Now, Decimals)];
        var chance = change.PValue is { } p ? words[p < 0.05 ? "Chance_No" : "Chance_Yes", p.ToString("0.000", CultureInfo.CurrentCulture)].Value : "";
        return new WhyModel(sentence, chance, [.. parts.Select(part => words["PartLine", Signed(part.Points), part.Name].Value)], Chart(parts));
    }

    /// <summary>Points with their sign, such as “−0.30”.</summary>
    public static string Signed(double points) =>
        (points > 0 ? "+" : points < 0 ? "\u2212" : "") + Math.Abs(points).ToString("N" + Decimals, CultureInfo.CurrentCulture);

    private List<(string Name, double Points)> Parts(ConversionDimension dimension, RateChange change)
    {
        var all = change.Groups.Select(group => (Name: MixName(dimension, group), Value: group.Mix))
            .Concat(change.Steps.Select((value, step) => (Name: words["StepPart_" + step.ToString(CultureInfo.InvariantCulture)].Value, Value: value)))
            .OrderByDescending(part => Math.Abs(part.Value)).ToList();
        var shown = all.Where(part => Math.Abs(part.Value) >= Visible).Take(MostParts)
            .Select(part => (part.Name, Points: Math.Round(part.Value * 100, Decimals))).ToList();
        var rest = Math.Round(Math.Round(change.Change * 100, Decimals) - shown.Sum(part => part.Points), Decimals);
        if (rest != 0)
        {
            shown.Add((words["EverythingElse"], rest));
        }
        return shown;
    }

    private string MixName(ConversionDimension dimension, GroupChange group)
    {
        var name = words["Mix_" + dimension, GroupNames.Of(words, dimension, group.Name)].Value;
        return words[group.ShareChange > 0 ? "MixMore" : "MixLess", name];
    }

    private BarChart Chart(List<(string Name, double Points)> parts) => new()
    {
        Title = words["Why"],
        Definition = words["Define_Why"],
        Horizontal = true,
        Labels = ChartLabels.Names(words["Part"], parts.Select(part => part.Name)),
        Y = new ValueAxis(words["PartOfChange"], ChartFormat.Number),
        Series = [ValueSeries.Of(words["PartOfChange"], parts.Select(part => part.Points))],
    };
}
