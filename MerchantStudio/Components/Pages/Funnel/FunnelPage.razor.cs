using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>Where visitors are lost on the way to an order. Everything that is asked for is in the address.</summary>
public sealed partial class FunnelPage
{
    private const int MostLost = 50_000;

    [Inject]
    public required IStringLocalizer<Conversion> L { get; init; }

    [Inject]
    public required FunnelQuery Query { get; init; }

    [Inject]
    public required EventVocabularyQuery Vocabulary { get; init; }

    [Inject]
    public required SavedFunnels Saved { get; init; }

    private FunnelWords Words => new(L, Format, State.Shop.Currency);

    private string? ComparedWith => State.Period.Previous is { } previous ? L["ComparedWith", Format.Range(previous)].Value : null;

    protected override async Task<FunnelModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var saved = await Saved.ListAsync(State.Shop.Id, cancellationToken);
        var vocabulary = await Vocabulary.RunAsync(State.Shop.Id, cancellationToken);
        try
        {
            return await CountAsync(vocabulary, cancellationToken) is { } model ? model with { Saved = saved, Vocabulary = vocabulary } : null;
        }
        catch (FunnelRequestException problem)
        {
            return FunnelModel.Refused(Words.Problem(problem)) with { Saved = saved, Vocabulary = vocabulary };
        }
    }

    private async Task<FunnelModel?> CountAsync(EventVocabulary vocabulary, CancellationToken cancellationToken)
    {
        var request = FunnelAddress.Read(State.Address, State.Shop.Id, State.Period);
        if (await Query.RunAsync(request, cancellationToken) is not { } report)
        {
            return null;
        }
        var before = State.Period.Previous is { } previous
            ? await Query.RunAsync(request with { Range = previous, By = null }, cancellationToken)
            : null;
        var model = new FunnelCharts(request, report, before, L, Format, State.Shop.Currency).Build(vocabulary);
        return State.Address.Whole("lost", -1) is >= 0 and var step && model.Rows.Any(row => row.LostAfter == Text(step))
            ? model with { Lost = new LostPeople(model.Rows[step].Name, await Query.DropOutsAsync(request, step, MostLost, cancellationToken)) }
            : model;
    }

    // A bar stands for those who came so far; whoever was lost before it was lost after the required step that its row names.
    private void ShowLost(ChartPoint point) =>
        State.Change(("lost", Model is { } model && point.Index > 0 && point.Index < model.Rows.Count ? model.Rows[point.Index].LostAfter : null));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
