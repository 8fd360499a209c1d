using MerchantStudio.Components.Pages.AtRisk;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ChurnModel;

/// <summary>How the churn model thinks: importance, every strong shape with its uncertainty and how many stand where, pairs.</summary>
public sealed partial class ChurnModelPage
{
    [Inject]
    public required IStringLocalizer<CustomerWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<PredictionWords> P { get; init; }

    [Inject]
    public required ChurnModelQuery Query { get; init; }

    private int Pages => Math.Max(1, (Model!.Details.Shapes.Count + AtRiskCharts.ShapesOnAPage - 1) / AtRiskCharts.ShapesOnAPage);

    private int PageNumber => Math.Clamp(State.Address.Whole("page", 1), 1, Pages);

    private IReadOnlyList<ShapeFunction> Shapes => AtRiskCharts.Strongest(Model!.Details, PageNumber);

    private ReasonWords Words => new(L, Format);

    private AtRiskCharts Charts => new(L);

    private ChurnModelCharts Quality => new(P, Format, State.Shop);

    protected override Task<ChurnModelReport?> LoadAsync(CancellationToken cancellationToken) => Query.RunAsync(State.Shop.Id, cancellationToken);

    // What a direction of taste means, in the products at its ends.
    private string? Ends(ShapeFunction shape) => shape switch
    {
        { LowProducts.Count: > 0, HighProducts.Count: > 0 } => L["TasteEnds", Words.List(shape.LowProducts), Words.List(shape.HighProducts)].Value,
        { LowProducts.Count: 0, HighProducts.Count: 0 } => null,
        _ => L["TasteEnd", Words.List([.. shape.LowProducts, .. shape.HighProducts])].Value,
    };

    private string Verdict(ChurnTest test)
    {
        var (ours, plain) = (Format.Number(test.Model.Auc.Value, 3), Format.Number(test.Logistic.Auc.Value, 3));
        return test switch
        {
            { Model.HasSkill: false } => P["VerdictNoSkill"],
            _ when test.Model.Auc.Value <= test.Logistic.Auc.Value => P["VerdictBelow", ours, plain],
            _ when test.Model.Auc.Low <= test.Logistic.Auc.Value => P["VerdictEven", ours, plain],
            _ => P["VerdictBetter", ours, plain],
        };
    }
}
