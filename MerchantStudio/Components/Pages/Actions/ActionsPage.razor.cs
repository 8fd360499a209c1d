using MerchantStudio.Access;
using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Actions;

/// <summary>What was and is being done with lists of customers; state, owner and search by address.</summary>
public sealed partial class ActionsPage
{
    private const int PageSize = 50;
    private const string StateKey = "state";
    private const string OwnerKey = "owner";
    private const string SearchKey = "q";

    [Inject]
    public required IStringLocalizer<ActionWords> L { get; init; }

    [Inject]
    public required ActionQuery Query { get; init; }

    /// <summary>The actions that the filters leave, and every owner that can be filtered by.</summary>
    public sealed record ActionList(IReadOnlyList<ActionLine> Lines, IReadOnlyList<string> Owners);

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    private bool MayAct => State.Seat?.May(Policies.ManageActions) == true;

    protected override async Task<ActionList?> LoadAsync(CancellationToken cancellationToken)
    {
        var lines = await Query.ListAsync(State.Shop.Id, cancellationToken);
        return lines.Count == 0 ? null : new ActionList(
            [.. lines.Where(IsAskedFor)],
            [.. lines.Select(line => line.Action.Owner).OfType<string>().Distinct().Order(StringComparer.CurrentCulture)]);
    }

    private bool IsAskedFor(ActionLine line) =>
        (State.Address[StateKey] is not { } state || line.State.ToString() == state)
        && (State.Address[OwnerKey] is not { } owner || line.Action.Owner == owner)
        && (State.Address[SearchKey] is not { } words || line.Action.Name.Contains(words, StringComparison.CurrentCultureIgnoreCase));

    private void Set(string key, ChangeEventArgs change) =>
        State.Change((key, change.Value?.ToString() is { Length: > 0 } value ? value : null), ("page", null));
}
