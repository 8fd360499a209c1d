using System.Globalization;
using MerchantStudio.Access;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Pages.OwnSegments;

/// <summary>Builds a segment of conditions. The draft is in the address: every change is counted at once, and Back undoes it.</summary>
public sealed partial class SegmentEditor
{
    private const string New = "new";
    private const string RuleKey = "rule";
    private const int Examples = 10;
    private const int MostCsvRows = 1_000_000;

    private IReadOnlyList<string> _problems = [];
    private string _name = "";
    private string? _namedFor;
    private bool _saved;

    [Inject]
    public required IStringLocalizer<ActionWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<CustomerWords> C { get; init; }

    [Inject]
    public required OwnSegmentService Segments { get; init; }

    [Inject]
    public required CustomerListQuery Query { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary><c>new</c>, or the id of a saved segment.</summary>
    [Parameter]
    public string Segment { get; set; } = New;

    /// <summary>The rule as it is being written, and whom it finds; nobody can be found in a shop without customers.</summary>
    public sealed record Draft(OwnSegment? Saved, SegmentRule Rule, CustomerList? Found);

    private SegmentWords Words => new(L, C, Format);

    private bool MayAct => State.Seat?.May(Policies.ManageActions) == true;

    private CustomerListRequest Request => new(State.Shop.Id) { Rule = Model!.Rule };

    private ActionSource Source => new(
        ActionSources.OwnSegment, Model!.Saved is { } saved ? $"{saved.Name}: {Words.Of(Model.Rule)}" : Words.Of(Model.Rule),
        State.Address.With((StudioAddress.ShopKey, null)));

    protected override async Task<Draft?> LoadAsync(CancellationToken cancellationToken)
    {
        var saved = int.TryParse(Segment, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await Segments.FindAsync(State.Shop.Id, id, cancellationToken) : null;
        if (saved is null && Segment != New)
        {
            return null;
        }

        var rule = SegmentRule.Parse(State.Address[RuleKey]) ?? saved?.Rule ?? Start;
        return new Draft(saved, rule, await Query.RunAsync(new CustomerListRequest(State.Shop.Id) { Rule = rule, Take = Examples }, cancellationToken));
    }

    protected override void OnLoaded(Draft model)
    {
        if (_namedFor != Segment)
        {
            (_namedFor, _name) = (Segment, model.Saved?.Name ?? "");
        }
    }

    private static SegmentRule Start => new() { Conditions = [new SegmentCondition(SegmentField.Spend, SegmentOperator.AtLeast)] };

    private void Change(SegmentRule rule)
    {
        (_saved, _problems) = (false, []);
        State.Change((RuleKey, rule.ToJson()));
    }

    private async Task SaveAsync()
    {
        await State.RefreshAsync(Lifetime);
        if (!MayAct || string.IsNullOrWhiteSpace(_name))
        {
            _problems = [L[MayAct ? "SegmentNeedsName" : "MayNotAct"].Value];
            return;
        }

        var actor = (await People.GetAuthenticationStateAsync()).User.AsActor(State.Shop.Id);
        if (await Segments.SaveAsync(actor, Model!.Saved?.Id, _name, Model.Rule, Lifetime) is not { } id)
        {
            _problems = [L["SegmentNameTaken", _name.Trim()].Value];
            return;
        }

        (_saved, _problems, _namedFor) = (true, [], id.ToString(CultureInfo.InvariantCulture));
        Navigation.NavigateTo(State.Link(FormattableString.Invariant($"/customers/own-segments/{id}")));
    }

    private async Task DownloadAsync()
    {
        await State.RefreshAsync(Lifetime);
        if (await Query.RunAsync(Request with { Take = MostCsvRows }, Lifetime) is not { } all)
        {
            return;
        }

        // Names leave the program only with who may act, as they do in an action's list.
        var actor = (await People.GetAuthenticationStateAsync()).User.AsActor(State.Shop.Id);
        var names = MayAct ? await Segments.ExportNamesAsync(actor, Model!.Saved?.Id, all.Lines.Count, Lifetime) : null;
        await Browser.DownloadAsync(FileNames.Csv(Model!.Saved?.Name ?? L["NewSegment"]), new SegmentTable(L, C, all, names).Build().ToCsv());
    }

    private async Task<IReadOnlyList<ActionCandidate>> CandidatesAsync(CancellationToken cancellationToken) =>
        [.. (await Query.KeysAsync(Request, cancellationToken)).Select(key => new ActionCandidate(key))];
}
