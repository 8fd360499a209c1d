using System.Globalization;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using Microsoft.AspNetCore.Components;

namespace MerchantStudio.Components.Pages.Funnel;

public sealed partial class StepEditor
{
    private static readonly TimeSpan[] s_lengths =
        [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7)];

    private List<FunnelStep> _steps = [];
    private List<FunnelExclusion> _not = [];

    [Parameter, EditorRequired]
    public required EventVocabulary Vocabulary { get; set; }

    [Parameter, EditorRequired]
    public required FunnelWords Words { get; set; }

    protected override void OnParametersSet()
    {
        try
        {
            _steps = [.. FunnelText.ReadSteps(State.Address["steps"] ?? FunnelAddress.DefaultSteps)];
            _not = [.. FunnelText.ReadExclusions(State.Address["not"] ?? "")];
        }
        catch (FunnelRequestException)
        {
            // The page says what is wrong with the address; the editor starts anew.
            (_steps, _not) = ([.. FunnelText.ReadSteps(FunnelAddress.DefaultSteps)], []);
        }
        if (_steps.Count == 0)
        {
            _steps = [.. FunnelText.ReadSteps(FunnelAddress.DefaultSteps)];
        }
    }

    private IEnumerable<string> Events(string chosen) => Vocabulary.Events.Concat(InteractionKinds.Known).Append(chosen).Distinct(StringComparer.Ordinal);

    private static IEnumerable<TimeSpan> Lengths(TimeSpan? chosen) => chosen is { } length ? s_lengths.Append(length).Distinct().Order() : s_lengths;

    private static string Text(ChangeEventArgs change) => change.Value?.ToString() ?? "";

    private static int Number(ChangeEventArgs change) => int.Parse(Text(change), CultureInfo.InvariantCulture);

    private void Put(int place, FunnelStep step)
    {
        _steps[place] = step;
        Write();
    }

    private void Swap(int one, int other)
    {
        (_steps[one], _steps[other]) = (_steps[other], _steps[one]);
        Write();
    }

    private void Add()
    {
        _steps.Add(new FunnelStep(InteractionKinds.Known[0]));
        Write();
    }

    private void Remove(int place)
    {
        _steps.RemoveAt(place);
        Write();
    }

    private void AddExclusion()
    {
        _not.Add(new FunnelExclusion("remove_from_cart", 0, _steps.Count - 1));
        Write();
    }

    private void PutNot(int place, FunnelExclusion exclusion)
    {
        _not[place] = exclusion;
        Write();
    }

    private void RemoveNot(int place)
    {
        _not.RemoveAt(place);
        Write();
    }

    // The first step holds everybody up, and an exclusion lies within the steps that are left.
    private void Write()
    {
        _steps[0] = _steps[0] with { Optional = false, Within = null };
        _not = [.. _not.Select(one => one with { BeforeStep = Math.Min(one.BeforeStep, _steps.Count - 1) }).Where(one => one.AfterStep < one.BeforeStep)];
        var steps = FunnelText.Write(_steps);
        State.Change(("steps", steps == FunnelAddress.DefaultSteps ? null : steps), ("not", _not.Count == 0 ? null : FunnelText.Write(_not)), ("lost", null));
    }
}
