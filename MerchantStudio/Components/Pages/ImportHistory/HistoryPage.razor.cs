using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ImportHistory;

/// <summary>Every file that came in, with what became of its rows; a file opens the page on which it can be undone.</summary>
public sealed partial class HistoryPage
{
    private const int PageSize = 30;

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required ImportLedger Batches { get; init; }

    /// <summary>One page of the shop's batches, newest first.</summary>
    public sealed record HistoryView(IReadOnlyList<ImportBatch> Batches, int Total);

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    protected override async Task<HistoryView?> LoadAsync(CancellationToken cancellationToken)
    {
        var total = await Batches.CountAsync(State.Shop.Id, cancellationToken);
        return total == 0
            ? null
            : new HistoryView(await Batches.ListAsync(State.Shop.Id, (PageNumber - 1) * PageSize, PageSize, cancellationToken), total);
    }
}
