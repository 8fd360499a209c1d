using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Pages.Customers;

/// <summary>A shop's customers: search, filters, columns, sorting and paging by address; any list becomes a file or an action.</summary>
public sealed partial class Customers
{
    private const int PageSize = 50;
    private const int MostCsvRows = 100_000;
    private const string DefaultSort = "-revenue";

    [Inject]
    public required IStringLocalizer<Insight> L { get; init; }

    [Inject]
    public required IStringLocalizer<ActionWords> A { get; init; }

    [Inject]
    public required IStringLocalizer<CustomerWords> C { get; init; }

    [Inject]
    public required CustomerListQuery Query { get; init; }

    [Inject]
    public required OwnSegmentService Segments { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>One page of the list, and the segments that it can be narrowed to.</summary>
    public sealed record CustomersView(CustomerList List, IReadOnlyList<OwnSegment> Own);

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    private string? Subtitle => Model is { List: var list } ? L["CustomersFound", Format.Whole(list.Total), Format.Whole(list.Known)].Value : null;

    private CustomerColumns Columns => new(L, A, C, Format, State.Shop, Model!.List);

    private IReadOnlyList<CustomerColumn> Chosen => Columns.Chosen(State.Address[CustomerAddress.ColumnsKey]);

    private OwnSegment? Own => Model?.Own.FirstOrDefault(segment => segment.Id == CustomerAddress.OwnSegment(State.Address));

    private string? SuggestedName => Own?.Name ?? (State.Address[CustomerAddress.SegmentKey] is { } segment ? C["Segment_" + segment].Value : A["CustomersChosen"].Value);

    private ActionSource Source => new(
        Own is not null ? ActionSources.OwnSegment : State.Address[CustomerAddress.SegmentKey] is not null ? ActionSources.Segment : ActionSources.Customers,
        new CustomerFilterWords(L, A, C).Of(State.Address, Own?.Name),
        State.Address.With((StudioAddress.ShopKey, null), ("page", null)));

    protected override async Task<CustomersView?> LoadAsync(CancellationToken cancellationToken)
    {
        var own = await Segments.ListAsync(State.Shop.Id, cancellationToken);
        var request = Request(own) with { Skip = (PageNumber - 1) * PageSize, Take = PageSize };
        return await Query.RunAsync(request, cancellationToken) is { } list ? new CustomersView(list, own) : null;
    }

    private CustomerListRequest Request(IReadOnlyList<OwnSegment> own) =>
        CustomerAddress.Read(State.Address, State.Shop.Id, own.FirstOrDefault(segment => segment.Id == CustomerAddress.OwnSegment(State.Address))?.Rule);

    private async Task DownloadAsync()
    {
        if (await Query.RunAsync(Request(Model!.Own) with { Take = MostCsvRows }, Lifetime) is { } all)
        {
            var table = new CustomerColumns(L, A, C, Format, State.Shop, all).Table(State.Address[CustomerAddress.ColumnsKey]);
            await Browser.DownloadAsync("customers.csv", table.ToCsv());
        }
    }

    private async Task<IReadOnlyList<ActionCandidate>> CandidatesAsync(CancellationToken cancellationToken) =>
        [.. (await Query.KeysAsync(Request(Model!.Own), cancellationToken)).Select(key => new ActionCandidate(key))];
}
