using MerchantStudio.Access;
using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Pages.OwnSegments;

/// <summary>The shop's own segments, each counted now.</summary>
public sealed partial class OwnSegmentsPage
{
    [Inject]
    public required IStringLocalizer<ActionWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<CustomerWords> C { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [Inject]
    public required OwnSegmentService Segments { get; init; }

    [Inject]
    public required CustomerListQuery Query { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    /// <summary>A segment and how many are in it now.</summary>
    public sealed record CountedSegment(OwnSegment Segment, int Customers, long RevenueMinor);

    public sealed record SegmentList(IReadOnlyList<CountedSegment> Lines, int Known);

    private SegmentWords Words => new(L, C, Format);

    private bool MayAct => State.Seat?.May(Policies.ManageActions) == true;

    protected override async Task<SegmentList?> LoadAsync(CancellationToken cancellationToken)
    {
        var (lines, known) = (new List<CountedSegment>(), 0);
        foreach (var segment in await Segments.ListAsync(State.Shop.Id, cancellationToken))
        {
            var found = await Query.RunAsync(new CustomerListRequest(State.Shop.Id) { Rule = segment.Rule, Take = 0 }, cancellationToken);
            known = found?.Known ?? 0;
            lines.Add(new CountedSegment(segment, found?.Total ?? 0, found?.RevenueMinor ?? 0));
        }

        return lines.Count == 0 ? null : new SegmentList(lines, known);
    }

    private ActionSource Source(OwnSegment segment) => new(ActionSources.OwnSegment, $"{segment.Name}: {Words.Of(segment.Rule)}", FormattableString.Invariant($"/customers?own={segment.Id}"));

    private async Task<IReadOnlyList<ActionCandidate>> CandidatesAsync(SegmentRule rule, CancellationToken cancellationToken) =>
        [.. (await Query.KeysAsync(new CustomerListRequest(State.Shop.Id) { Rule = rule }, cancellationToken)).Select(key => new ActionCandidate(key))];

    private async Task RemoveAsync(OwnSegment segment)
    {
        var question = new Question(L["RemoveSegmentQuestion", segment.Name], L["RemoveSegmentMeans"], L["RemoveSegment"], S["Cancel"], Dangerous: true);
        if (await ConfirmDialog.AskAsync(Dialogs, question))
        {
            await State.RefreshAsync(Lifetime);
            if (MayAct)
            {
                _ = await Segments.RemoveAsync((await People.GetAuthenticationStateAsync()).User.AsActor(State.Shop.Id), segment.Id, Lifetime);
            }

            await ReloadAsync();
        }
    }
}
